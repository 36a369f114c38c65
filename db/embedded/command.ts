// How to start the database process: from source in development and tests, bundled in production.
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { AppError } from "@/lib/errors/app-error";
import { projectFile } from "../project-files";

/** Arguments for Node that run the database process, without those of the process itself. */
export function embeddedServerCommand(): string[] {
  // A test run bundles its source once: hundreds of starts are there sooner.
  const prepared = process.env.GROUNDWORK_EMBEDDED_SERVER;
  if (prepared) return [prepared];
  const source = projectFile("db/embedded/server.ts");
  const bundle = projectFile("dist/embedded-server.mjs");
  // A bundle may be older than the source that runs now.
  if (runsFromSource() && source) return ["--import", tsxLoader(source), source];
  if (bundle) return ["--enable-source-maps", bundle];
  if (source) return ["--import", tsxLoader(source), source];
  throw new AppError("internal", {
    internal: "Neither dist/embedded-server.mjs nor db/embedded/server.ts is near the current folder",
  });
}

/** Inside a bundle this module has another name, or its name is made up. */
function runsFromSource(): boolean {
  try {
    return fileURLToPath(import.meta.url)
      .replaceAll("\\", "/")
      .endsWith("/db/embedded/command.ts");
  } catch {
    return false;
  }
}

/** By its whole address: the process may run in another folder. */
function tsxLoader(source: string): string {
  return pathToFileURL(createRequire(source).resolve("tsx")).href;
}
