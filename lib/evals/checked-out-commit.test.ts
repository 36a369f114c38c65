import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { checkedOutCommit } from "./checked-out-commit";

const [one, other] = ["1234567890abcdef".repeat(3).slice(0, 40), "fedcba0987654321".repeat(3).slice(0, 40)];

it("The commit is told from a branch, from packed branches, from a commit alone, and not where there is none", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "gw-commit-"));
  const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
  try {
    expect(await checkedOutCommit(folder)).toBe("");
    write("HEAD", "ref: refs/heads/main\n");
    expect(await checkedOutCommit(folder)).toBe("");
    write("packed-refs", `# pack-refs\n${other} refs/heads/mainline\n${one} refs/heads/main\n`);
    expect(await checkedOutCommit(folder)).toBe("1234567890ab");
    mkdirSync(path.join(folder, "refs/heads"), { recursive: true });
    write("refs/heads/main", `${other}\n`);
    expect(await checkedOutCommit(folder)).toBe("fedcba098765");
    write("HEAD", `${one}\n`);
    expect(await checkedOutCommit(folder)).toBe("1234567890ab");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
