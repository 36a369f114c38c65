// npm run keys -- …: API keys from the command line.
import { closeDatabase, database } from "@/db/client";
import { listApiKeys, revokeApiKey } from "@/db/queries/api-keys";
import { findPeople } from "@/db/queries/principals";
import { appendAudit, systemActor } from "@/lib/audit/append-audit";
import { createKey } from "@/lib/auth/create-key";
import { scopesOfRole } from "@/lib/auth/rights";
import { apiKeyCreateSchema, type Principal } from "@/lib/auth/schema";
import { AppError } from "@/lib/errors/app-error";
import { runCommand } from "../lib/run-command";

const usage = `npm run keys -- create --name NAME --scope SCOPE[,SCOPE…] [--user E-MAIL] [--days N]
       npm run keys -- list
       npm run keys -- revoke ID

Scopes: ask, search, ingest, agent, approve, evals, admin. Without --user the key is the only admin's.`;

await runCommand(
  usage,
  {
    values: {
      name: { type: "string" },
      scope: { type: "string", multiple: true },
      user: { type: "string" },
      days: { type: "string" },
    },
    positionals: process.argv.includes("revoke") ? 2 : 1,
  },
  async ([command, id], values) => {
    if (command !== "create" && command !== "list" && command !== "revoke") return "usage";
    const db = await database();
    try {
      if (command === "create") await create(values);
      else if (command === "list") await list();
      else await revoke(id ?? "");
    } finally {
      await closeDatabase(db);
    }
  },
);

async function create(values: Record<string, unknown>): Promise<void> {
  const scopes = [values.scope ?? []].flat().flatMap((scope) => String(scope).split(","));
  const request = apiKeyCreateSchema.safeParse({
    name: values.name ?? "",
    scopes,
    ...(values.days === undefined ? {} : { expires_in_days: Number(values.days) }),
  });
  if (!request.success)
    throw new AppError("invalid_request", {
      public: `${request.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("\n")}\n\nUsage: ${usage}`,
    });
  const made = await createKey(await ownerOf(values.user), request.data);
  console.error(
    `Key “${made.name}” of ${made.owner.name}, for ${made.scopes.join(", ")}. It is shown this once:`,
  );
  console.log(made.key);
}

/** Whoever runs this command has the database: they may make a key for anybody, of what that person may do. */
async function ownerOf(email: unknown): Promise<Principal> {
  const people = await findPeople(
    await database(),
    email === undefined ? { role: "admin" } : { email: String(email) },
  );
  const [person, ...others] = people;
  if (!person)
    throw new AppError("not_found", {
      public:
        email === undefined
          ? "There is no admin yet: open the link that the start printed first. Until then no key is needed on this machine."
          : `There is no account with the address ${email}.`,
    });
  if (others.length > 0)
    throw new AppError("invalid_request", {
      public: "There are several admins: say whose key it is with --user E-MAIL.",
    });
  const { userId, name, role, groupIds } = person;
  return {
    kind: "person",
    userId,
    name,
    role,
    groupIds,
    keyId: null,
    scopes: scopesOfRole(role),
    sessionId: null,
  };
}

async function list(): Promise<void> {
  const rows = await listApiKeys(await database(), { userId: undefined, limit: 1000, after: undefined });
  if (rows.length === 0) console.log("There are no keys.");
  for (const row of rows) {
    const used = row.last_used_at === null ? "never used" : `last used ${row.last_used_at.slice(0, 10)}`;
    const ends = row.expires_at === null ? "no end" : `until ${row.expires_at.slice(0, 10)}`;
    console.log(
      `${row.id}  ${row.state.padEnd(8)} ${row.name} (${row.user_name}): ${row.scopes.join(", ")}; ${ends}, ${used}`,
    );
  }
}

async function revoke(id: string): Promise<void> {
  const db = await database();
  const plain = id.replace(/^gw_/, "").slice(0, 16);
  const done = await db.transaction(async (tx) => {
    if (!(await revokeApiKey(tx, { id: plain, userId: undefined }))) return false;
    await appendAudit(tx, {
      actor: systemActor,
      action: "key.revoked",
      target: { kind: "key", id: plain, name: null },
    });
    return true;
  });
  if (!done) throw new AppError("not_found", { public: `There is no key ${plain} that could be revoked.` });
  console.log(`Revoked. ${plain} is refused from now on.`);
}
