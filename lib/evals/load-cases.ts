// The golden files: one JSON object a line, each checked against `goldenCaseSchema`.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { type GoldenCase, goldenCaseSchema } from "./schema";

export class GoldenFileError extends Error {
  constructor(readonly problems: string[]) {
    super(`The cases are not in order:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
    this.name = "GoldenFileError";
  }
}

/**
 * Every case of the `*.jsonl` files in a folder, files by name, lines in order. Throws `GoldenFileError` that names
 * each line that isn't a case, and each id that comes twice.
 */
export async function loadCases(folder: string): Promise<GoldenCase[]> {
  const problems: string[] = [];
  const cases: GoldenCase[] = [];
  const seen = new Map<string, string>();
  const names = (await readdir(folder)).filter((name) => name.endsWith(".jsonl")).sort();
  for (const name of names) {
    for (const [index, line] of (await readFile(path.join(folder, name), "utf8")).split("\n").entries()) {
      if (line.trim() === "") continue;
      const place = `${name}:${index + 1}`;
      const parsed = parseLine(line);
      if (typeof parsed === "string") problems.push(`${place}: ${parsed}`);
      else if (seen.has(parsed.id))
        problems.push(`${place}: ${parsed.id} stands in ${seen.get(parsed.id)} as well`);
      else {
        seen.set(parsed.id, place);
        cases.push(parsed);
      }
    }
  }
  if (problems.length > 0) throw new GoldenFileError(problems);
  return cases;
}

function parseLine(line: string): GoldenCase | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return "is not JSON";
  }
  const result = goldenCaseSchema.safeParse(value);
  if (result.success) return result.data;
  return result.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`).join("; ");
}

/** Changes when anything of the case changes that a person would look at again. */
export function caseHash(item: GoldenCase): string {
  const { review, reviewer, provenance, split, ...content } = item;
  return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 24);
}
