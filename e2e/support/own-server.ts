import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { trialEnvironment } from "../../scripts/lib/project.mjs";

export interface OwnServer {
  address: string;
  /** The link that makes the first admin, as the start printed it. */
  welcome: string;
  /** Its database and files. */
  dataDir: string;
  stop(): Promise<void>;
}

/**
 * A server with a database of its own, for journeys that change who may come in. It has read the sample documents:
 * long ago when E2E_PREPARED_DATA is the folder of a server that did and has ended, else at this start.
 */
export async function startOwnServer(): Promise<OwnServer> {
  const port = await freePort();
  const dataDir = mkdtempSync(path.join(tmpdir(), "gw-e2e-"));
  const prepared = process.env.E2E_PREPARED_DATA;
  if (prepared) cpSync(prepared, dataDir, { recursive: true });
  const server = spawn(process.execPath, [path.resolve(import.meta.dirname, "../../scripts/start.mjs")], {
    stdio: ["ignore", "pipe", "inherit"],
    env: trialEnvironment({ port, dataDir }) as NodeJS.ProcessEnv,
  });
  const welcome = await printedLink(server);
  return {
    address: `http://127.0.0.1:${port}`,
    welcome,
    dataDir,
    async stop() {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      await ended;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function printedLink(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = "";
    server.stdout?.on("data", (part: Buffer) => {
      printed += part.toString();
      const link = /http:\S+\/welcome\?token=[\w-]+(?=\s)/.exec(printed)?.[0];
      if (link) resolve(link);
    });
    server.once("exit", () => reject(new Error(`The server ended: ${printed}`)));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
