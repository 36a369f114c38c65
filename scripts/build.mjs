// Builds what `npm start` runs: the Next.js server (.next/standalone) and the commands beside it (dist).
import { closeSync, cpSync, existsSync, openSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import {
  checkNode,
  duration,
  hashFiles,
  installIfNeeded,
  isStamped,
  root,
  run,
  writeStamp,
} from "./lib/project.mjs";

const inputs = [
  "app",
  "components",
  "lib",
  "db",
  "scripts",
  "proxy.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];
const stamp = path.join(root, ".next/groundwork-build");

/** Builds unless the last build was made from these very files. True when it had to. */
export async function buildIfStale() {
  const wanted = hashFiles(inputs);
  if (isStamped(stamp, wanted) && existsSync(path.join(root, ".next/standalone/server.js"))) return false;
  rmSync(stamp, { force: true });
  copyVendor();
  await bundleCommands();
  await buildServer();
  // The standalone server serves these two folders itself when they lie beside it.
  const standalone = path.join(root, ".next/standalone");
  cpSync(path.join(root, ".next/static"), path.join(standalone, ".next/static"), { recursive: true });
  if (existsSync(path.join(root, "public")))
    cpSync(path.join(root, "public"), path.join(standalone, "public"), { recursive: true });
  // Tracing takes a part of it along, which would hide the whole one above.
  rmSync(path.join(standalone, "evals"), { recursive: true, force: true });
  writeStamp(stamp, wanted);
  return true;
}

/** Says nothing unless it fails: then all that the build said. */
async function buildServer() {
  const file = path.join(root, "dist/build.log");
  const log = process.env.GROUNDWORK_VERBOSE ? undefined : openSync(file, "w");
  const status = await run(process.execPath, [path.join(root, "node_modules/next/dist/bin/next"), "build"], {
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: log === undefined ? "inherit" : ["ignore", log, log],
  });
  if (log !== undefined) closeSync(log);
  if (status === 0) return;
  if (log !== undefined) console.error(readFileSync(file, "utf8"));
  console.error("The build failed.");
  process.exit(status);
}

/** Files of packages that pages load from this server's own address. */
export function copyVendor() {
  const files = {
    "swagger-ui": ["swagger-ui-dist/swagger-ui.css", "swagger-ui-dist/swagger-ui-bundle.js"],
    pdfjs: [
      "pdfjs-dist/build/pdf.worker.min.mjs",
      "pdfjs-dist/cmaps",
      "pdfjs-dist/standard_fonts",
      "pdfjs-dist/wasm",
    ],
  };
  for (const [folder, sources] of Object.entries(files)) {
    for (const source of sources) {
      cpSync(
        path.join(root, "node_modules", source),
        path.join(root, "public/vendor", folder, path.basename(source)),
        { recursive: true },
      );
    }
  }
}

/** The processes beside the server, each bundled into one file; packages stay outside. */
async function bundleCommands() {
  const { build } = await import("esbuild");
  rmSync(path.join(root, "dist"), { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: {
      serve: "scripts/serve.ts",
      worker: "scripts/cli/worker.ts",
      "embedded-server": "db/embedded/server.ts",
      "end-with-parent": "scripts/lib/end-with-parent.mjs",
      "server-door": "scripts/lib/server-door.mjs",
      "quiet-start": "scripts/lib/quiet-start.mjs",
    },
    outdir: "dist",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    sourcemap: "linked",
    logLevel: "warning",
    alias: { "@": root },
  });
}

if (process.argv[1] === path.join(root, "scripts/build.mjs")) {
  checkNode();
  installIfNeeded();
  const startedAt = Date.now();
  console.log(
    (await buildIfStale()) ? `Built in ${duration(Date.now() - startedAt)}.` : "The build is up to date.",
  );
}
