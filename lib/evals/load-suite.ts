// A suite as it stands on disk: `evals/suites/NAME.json` names its cases and the folders that hold its documents.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { projectFile } from "@/db/project-files";
import { AppError } from "@/lib/errors/app-error";

export const suiteFileSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/),
  title: z.string().min(1),
  description: z.string().default(""),
  kind: z.enum(["ask", "retrieval"]).default("ask"),
  /** Day on which the documents are in force, so that a run of next year says the same. */
  today: z.iso.date().nullable().default(null),
  /** Folder with `*.jsonl`. */
  cases: z.string(),
  /** Folders whose folders become the suite's sources. */
  corpus: z.array(z.strictObject({ folder: z.string(), exclude: z.array(z.string()).default([]) })),
});
export type SuiteFile = z.infer<typeof suiteFileSchema>;

/** Throws `not_found` when there is no such suite on disk. */
export async function loadSuite(id: string): Promise<{ suite: SuiteFile; root: string }> {
  const folder = projectFile("evals/suites");
  const file = folder && path.join(folder, `${id}.json`);
  const text =
    file && /^[a-z0-9-]+$/.test(id)
      ? await readFile(/* turbopackIgnore: true */ file, "utf8").catch(() => undefined)
      : undefined;
  if (folder === undefined || text === undefined)
    throw new AppError("not_found", { public: `There is no suite “${id}”.` });
  return { suite: suiteFileSchema.parse(JSON.parse(text)), root: path.resolve(folder, "../..") };
}

export interface CorpusSource {
  id: string;
  /** Absolute. */
  folder: string;
  /** Absolute folder that uris are told from. */
  uriRoot: string;
  /** The folder's name: what `forbidden_sources` says. */
  name: string;
  exclude: string[];
}

/** Each folder below the corpus folders as a source of the suite's own. */
export async function corpusSources(suite: SuiteFile, root: string): Promise<CorpusSource[]> {
  const sources: CorpusSource[] = [];
  for (const { folder, exclude } of suite.corpus) {
    const uriRoot = path.resolve(root, folder);
    const entries = await readdir(uriRoot, { withFileTypes: true });
    for (const name of entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort())
      sources.push({
        id: suiteSourceId(suite.id, name),
        folder: path.join(uriRoot, name),
        uriRoot,
        name,
        exclude,
      });
  }
  return sources;
}

export function suiteSourceId(suite: string, name: string): string {
  return `src_suite_${suite}_${name}`;
}

/** The suite's source of documents that cases from feedback rest on, beside those of its folders. */
export function copiesSourceId(suite: string): string {
  return suiteSourceId(suite, "from-feedback");
}
