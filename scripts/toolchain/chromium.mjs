// A Chromium for the browser journeys: one that is there, else the system's package (CI as root), else Playwright's.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { root } from "../lib/project.mjs";

const usual = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/**
 * Path of a Chromium that runs. Throws with the reason when none can be had.
 * @returns {Promise<string>}
 */
export async function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (!existsSync(given)) throw new Error(`CHROMIUM_PATH names ${given}, which isn't there`);
    return given;
  }
  const there = usual.find((file) => existsSync(file));
  if (there) return there;
  const playwrights = await playwrightChromium();
  if (playwrights && existsSync(playwrights)) return playwrights;
  if (process.env.CI === "true" && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log("Installing Debian's chromium …");
    const quiet = { stdio: "ignore", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
    spawnSync("apt-get", ["update", "-qq"], quiet);
    spawnSync(
      "apt-get",
      ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation"],
      quiet,
    );
    if (existsSync("/usr/bin/chromium")) return "/usr/bin/chromium";
  }
  console.log("Fetching Playwright's Chromium into the user cache …");
  spawnSync(process.execPath, [path.join(root, "node_modules/playwright/cli.js"), "install", "chromium"], {
    cwd: root,
    stdio: "ignore",
    timeout: 180_000,
  });
  if (playwrights && existsSync(playwrights)) return playwrights;
  throw new Error("no Chromium was found; install one or set CHROMIUM_PATH");
}

async function playwrightChromium() {
  const { chromium } = await import("@playwright/test");
  return chromium.executablePath();
}
