// A conventional commit subject of at most 70 characters.
import { readFileSync } from "node:fs";

const subject = readFileSync(process.argv[2], "utf8").split("\n")[0];
const conventional = /^(feat|fix|docs|test|refactor|perf|chore|build|ci|style|revert)(\([\w-]+\))?!?: \S/;
const generated = /^(Merge|Revert|fixup!|squash!)/;
if (!generated.test(subject) && (!conventional.test(subject) || subject.length > 70)) {
  console.error(`Not a conventional commit subject of at most 70 characters:\n  ${subject}`);
  process.exit(1);
}
