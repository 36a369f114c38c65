// Asks the main process of the run, which makes once what many test files need (see `global-setup.ts`).
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync } from "node:fs";
import { request } from "node:http";
import path from "node:path";
import { inject } from "vitest";

export class NoPostgresError extends Error {}

/** What the run's main process answers. Throws `NoPostgresError` where no Postgres can be had. */
export function lend(what: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = request({ socketPath: inject("testDatabases"), path: what, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        text += part;
      });
      response.on("end", () => {
        if (response.statusCode === 200) resolve(text);
        else reject(response.statusCode === 503 ? new NoPostgresError(text) : new Error(text));
      });
    });
    call.on("error", reject);
    call.end();
  });
}

/**
 * Arguments for Node that run this file of the project in a process of its own. It is bundled once a run: a process
 * that compiles its source at each start takes twice as long to be there.
 */
export async function bundled(script: string): Promise<string[]> {
  await useBundledDatabase();
  return [await lend(`/bundle/${script}`)];
}

/** Lets this process and its children start the embedded database from a bundle. */
export async function useBundledDatabase(): Promise<void> {
  process.env.GROUNDWORK_EMBEDDED_SERVER ??= await lend("/bundle/db/embedded/server.ts");
}

/** A new folder for a database, in memory where there is plenty: a test needs no disk that outlives the machine. */
export function makeDataFolder(prefix = "gw-db-"): string {
  return mkdtempSync(path.join(inject("testFolder"), prefix));
}

/** Copies the content of a folder of many small files. */
export function copyFolder(from: string, to: string): void {
  if (process.platform === "win32") cpSync(from, to, { recursive: true });
  // A third of what Node takes for it.
  else execFileSync("cp", ["-R", `${from}/.`, to]);
}
