import { execFileSync } from "node:child_process";

/** The commit that is checked out, with `+` when something of it was changed; empty outside of a repository. */
export function currentCommit(): string {
  try {
    const git = (...words: string[]) => execFileSync("git", words, { stdio: "pipe" }).toString().trim();
    const changed = git("status", "--porcelain", "--untracked-files=no", "--", "app", "db", "lib", "evals");
    return `${git("rev-parse", "--short=12", "HEAD")}${changed ? "+" : ""}`;
  } catch {
    return "";
  }
}
