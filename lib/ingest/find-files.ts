import { lstat, opendir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { AppError } from "@/lib/errors/app-error";

export interface FoundFile {
  /** Where it is on this machine. */
  file: string;
  /** Its path below the folder that was named; its name when the file itself was named. */
  inside: string;
  /** Whether the file itself was named, rather than a folder above it. */
  named: boolean;
  sizeBytes: number;
}

/**
 * The files at `paths`: files as named, folders with everything below them, in order. Hidden files and folders,
 * `node_modules` and what `exclude` matches (`*` and `**` as usual; without a slash it matches any name) are left
 * out. Throws `not_found` for a path that isn't there.
 */
export async function* findFiles(find: { paths: string[]; exclude: string[] }): AsyncGenerator<FoundFile> {
  const excluded = find.exclude.map(toPattern);
  for (const given of find.paths) {
    const root = path.resolve(given);
    const info = await stat(root).catch(() => undefined);
    if (!info) throw new AppError("not_found", { public: `There is no file or folder ${given}.` });
    if (!info.isDirectory()) {
      yield { file: root, inside: path.basename(root), named: true, sizeBytes: info.size };
    } else {
      yield* walk({ root, folder: root, excluded, above: new Set([await realpath(root)]) });
    }
  }
}

async function* walk(at: {
  root: string;
  folder: string;
  excluded: RegExp[];
  /** Real paths of the folders above, so that a link back to one of them ends the walk. */
  above: Set<string>;
}): AsyncGenerator<FoundFile> {
  const entries: string[] = [];
  for await (const entry of await opendir(at.folder)) entries.push(entry.name);
  for (const name of entries.sort()) {
    if (name.startsWith(".") || name === "node_modules") continue;
    const file = path.join(at.folder, name);
    const inside = path.relative(at.root, file).split(path.sep).join("/");
    if (at.excluded.some((pattern) => pattern.test(inside))) continue;
    const info = await stat(file).catch(() => undefined);
    if (info?.isFile()) yield { file, inside, named: false, sizeBytes: info.size };
    if (!info?.isDirectory()) continue;
    const real = (await lstat(file)).isSymbolicLink() ? await realpath(file) : file;
    if (!at.above.has(real)) yield* walk({ ...at, folder: file, above: new Set([...at.above, real]) });
  }
}

function toPattern(glob: string): RegExp {
  const body = glob
    .replace(/^\.?\//, "")
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*\*\/?|\*|\?/g, (sign) => (sign.startsWith("**") ? ".*" : sign === "*" ? "[^/]*" : "[^/]"));
  return new RegExp(glob.replace(/\/$/, "").includes("/") ? `^${body}` : `(^|/)${body}(/|$)`);
}
