// Finds the project's own files at run time: in a clone, beside the built server, in a container.
import { existsSync } from "node:fs";
import path from "node:path";

/** The path of a file of the project, looked for in the current folder and the ones above it. */
export function projectFile(name: string): string | undefined {
  // The built server runs in .next/standalone, two folders below the project's own.
  let folder = /* turbopackIgnore: true */ process.cwd();
  for (let up = 0; up < 5; up++) {
    const file = path.join(/* turbopackIgnore: true */ folder, name);
    if (existsSync(file)) return file;
    folder = path.dirname(folder);
  }
  return undefined;
}
