import { spawn } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";

const preload = (name: string) => ["--import", path.resolve(import.meta.dirname, `lib/${name}.mjs`)];

/** Runs a script as a child of `npm start` does and gives what it printed, once `until` is in it or it has ended. */
async function run(args: string[], script: string, until?: string) {
  const child = spawn(process.execPath, [...args, "--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
    env: { ...process.env, GROUNDWORK_PARENT: String(process.pid) },
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  let printed = "";
  await new Promise<void>((resolve) => {
    child.stdout?.on("data", (data) => {
      printed += data;
      if (until && printed.includes(until)) resolve();
    });
    child.stdout?.once("close", resolve);
  });
  return { child, ended, printed: () => printed };
}

test("a child ends in order when its parent is gone", async () => {
  const script = `
    setInterval(() => {}, 1000);
    process.on("SIGTERM", () => { console.log("ended in order"); process.exit(0); });
    console.log("up");`;
  const { child, ended, printed } = await run(preload("end-with-parent"), script, "up");
  child.disconnect();
  expect(await ended).toBe(0);
  expect(printed()).toContain("ended in order");
});

test("a child that waits for nothing ends, and isn't held by the connection to its parent", async () => {
  const { ended } = await run(preload("end-with-parent"), "console.log('done')");
  expect(await ended).toBe(0);
});

test("a child of the child, with the same command line, hears what its own parent says", async () => {
  // As `next dev` does: the server is a child, which waits for a message before it does anything.
  const grandchild =
    "process.on('message', (said) => { console.log(said); process.exit(0); }); process.send('up');";
  const script = `
    import { fork } from "node:child_process";
    import { writeFileSync, mkdtempSync } from "node:fs";
    import { tmpdir } from "node:os";
    import path from "node:path";
    const file = path.join(mkdtempSync(path.join(tmpdir(), "groundwork-child-")), "grandchild.mjs");
    writeFileSync(file, ${JSON.stringify(grandchild)});
    const execArgv = process.execArgv.slice(0, 2);
    const child = fork(file, { execArgv });
    child.once("message", () => setTimeout(() => child.send("heard"), 100));`;
  const { ended, printed } = await run(preload("end-with-parent"), script);
  await ended;
  expect(printed().trim()).toBe("heard");
});

test("what Next says of itself at its start is left out, and nothing else", async () => {
  const said = [
    "\u001b[1m▲ Next.js 16.4.6\u001b[22m",
    "- Local:         http://127.0.0.1:3000",
    "kept",
    " ✓ Ready in 0ms",
  ];
  const script = `for (const line of ${JSON.stringify(said)}) console.log(line); console.log("said", "- Local: later");`;
  const { ended, printed } = await run(preload("quiet-start"), script);
  await ended;
  expect(printed()).toBe("kept\nsaid - Local: later\n");
});
