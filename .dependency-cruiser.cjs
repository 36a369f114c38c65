// The rooms of docs/architecture.md as data. A new arrow is a word here and a reason in docs/decisions/.

/** What each room of lib/ may import, besides env, errors, telemetry and text, which all may. */
const rooms = {
  env: [],
  errors: [],
  text: [],
  telemetry: [],
  load: [],
  notify: [],
  redis: [],
  jobs: ["db"],
  audit: ["db"],
  limits: ["db", "redis"],
  cache: ["db", "redis"],
  auth: ["db", "audit", "limits", "notify"],
  http: ["db", "auth", "limits", "redis"],
  health: ["db", "models", "redis"],
  models: [],
  guard: ["models"],
  sources: ["db", "auth", "audit"],
  documents: ["db", "sources", "models", "ingest", "audit"],
  ingest: ["db", "jobs", "models", "guard", "documents", "sources", "retrieval", "audit"],
  retrieval: ["db", "cache", "models", "sources"],
  ask: ["db", "cache", "redis", "limits", "models", "guard", "retrieval", "conversations", "documents"],
  conversations: ["db", "retrieval", "audit"],
  agent: [
    "db",
    "audit",
    "jobs",
    "auth",
    "ask",
    "ingest",
    "documents",
    "sources",
    "models",
    "guard",
    "retrieval",
    "notify",
  ],
  evals: [
    "db",
    "jobs",
    "ask",
    "agent",
    "ingest",
    "documents",
    "sources",
    "retrieval",
    "models",
    "guard",
    "conversations",
  ],
};
const common = ["env", "errors", "telemetry", "text"];
/** Rooms that only describe: anybody may read a room's schema.ts. */
const schemaFiles = "^lib/[^/]+/schema\\.ts$";

const roomRules = Object.entries(rooms).map(([room, extra]) => {
  const allowed = [
    room,
    ...(room === "env" || room === "errors" ? [] : common),
    ...extra.filter((name) => name !== "db"),
  ];
  return {
    name: `room-${room}`,
    comment: `lib/${room} may import: ${[...allowed, ...(extra.includes("db") ? ["db"] : [])].join(", ")}`,
    severity: "error",
    from: { path: `^lib/${room}/`, pathNot: "\\.test\\.tsx?$|/testing/" },
    to: {
      path: "^(lib|db|app|components|evals|e2e|scripts)/",
      pathNot: [`^lib/(${allowed.join("|")})/`, ...(extra.includes("db") ? ["^db/"] : []), schemaFiles],
    },
  };
});

module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: "listed-rooms-only",
      comment: "Every folder of lib/ is a room of the table above.",
      severity: "error",
      from: { path: "^lib/", pathNot: `^lib/(${Object.keys(rooms).join("|")})/` },
      to: {},
    },
    {
      name: "only-listed-rooms-are-used",
      severity: "error",
      from: {},
      to: { path: "^lib/", pathNot: `^lib/(${Object.keys(rooms).join("|")})/` },
    },
    { name: "no-cycles", severity: "error", from: { pathNot: "^node_modules" }, to: { circular: true } },
    {
      name: "only-db-speaks-sql",
      comment: "Drizzle and the driver are db's own; tests may open what they test.",
      severity: "error",
      from: { path: "^(app|components|lib|evals|scripts)/", pathNot: "\\.test\\.tsx?$|/testing/" },
      to: { path: "node_modules/(drizzle-orm|postgres|@electric-sql)(/|$)" },
    },
    {
      name: "app-calls-lib",
      comment: "A page or route reaches the database through a verb in lib.",
      severity: "error",
      from: { path: "^app/", pathNot: "\\.test\\.tsx?$" },
      to: { path: "^(db|evals|scripts|e2e)/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "components-see-schemas-only",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^(lib|db|app)/", pathNot: [schemaFiles, "^lib/text/(code-points)\\.ts$"] },
    },
    {
      name: "ui-has-no-product",
      severity: "error",
      from: { path: "^components/ui/" },
      to: { path: "^(components/(?!ui/)|lib/|app/|db/)" },
    },
    {
      name: "schema-imports-zod-alone",
      severity: "error",
      from: { path: schemaFiles },
      // Fields that several schemas share stand in lib/text and import zod alone as well.
      to: { pathNot: ["node_modules/zod/", schemaFiles, "^lib/text/date-schema\\.ts$"] },
    },
    {
      name: "db-below-lib",
      severity: "error",
      from: { path: "^db/", pathNot: "\\.test\\.ts$|/testing/" },
      to: {
        path: "^(app|components|evals|scripts|lib/(?!env/|errors/|text/|telemetry/))",
        pathNot: schemaFiles,
      },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(\\.next|dist|drizzle|examples|models)/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
