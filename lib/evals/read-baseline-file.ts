import { readFile } from "node:fs/promises";
import { projectFile } from "@/db/project-files";

/** A file of `evals/baselines`; undefined where it isn't there, as in an installation without them. Throws what `parse` throws. */
export async function readBaselineFile<T>(
  name: string,
  parse: (value: unknown) => T,
): Promise<T | undefined> {
  const file = projectFile(`evals/baselines/${name}`);
  const text = file
    ? await readFile(/* turbopackIgnore: true */ file, "utf8").catch(() => undefined)
    : undefined;
  return text === undefined ? undefined : parse(JSON.parse(text));
}
