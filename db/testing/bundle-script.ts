// Bundles files of the project for processes that tests start, kill and start again.
import { createHash } from "node:crypto";
import path from "node:path";
import { build } from "esbuild";

/**
 * The path of the bundle of `script` in `folder`, which must lie in the project so that packages are found. The
 * embedded database is also told to optimise only what runs for long: most of what a start costs is compiling
 * what a short test then hardly uses.
 */
export async function bundleScript(script: string, folder: string): Promise<string> {
  const root = path.resolve(import.meta.dirname, "../..");
  const name = createHash("sha256").update(script).digest("hex").slice(0, 8);
  const outfile = path.join(folder, `${path.basename(script, ".ts")}-${name}.mjs`);
  const ofDatabase = script === "db/embedded/server.ts";
  await build({
    absWorkingDir: root,
    entryPoints: [script],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    alias: { "@": root },
    logLevel: "warning",
    banner: {
      js: ofDatabase
        ? `import { setFlagsFromString } from "node:v8"; setFlagsFromString("--wasm-tiering-budget=100000000");`
        : "",
    },
  });
  return outfile;
}
