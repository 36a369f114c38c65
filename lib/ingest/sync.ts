import { stat } from "node:fs/promises";
import path from "node:path";
import type { Access } from "@/db/access";
import { database } from "@/db/client";
import { hideDocuments } from "@/db/queries/document-changes";
import { listUris } from "@/db/queries/documents";
import { AppError } from "@/lib/errors/app-error";

export interface RetireGone {
  access: Access;
  /** Files and folders that were ingested; only below the folders is anything retired. */
  paths: string[];
  /** Uris of the files that are there. */
  seen: Set<string>;
  uriOf: (file: string) => string;
  /** The source to which a file below a folder belongs. */
  sourceOf: (inside: string) => string;
}

/**
 * Hides the documents whose file below one of the folders is gone; they can be restored within the time for undo.
 * Other sources than the one that the file would go to are left alone. Returns the uris.
 * Throws `invalid_request` when a folder holds nothing at all: a disk that isn't mounted looks like that.
 */
export async function retireGone(retire: RetireGone): Promise<string[]> {
  const db = await database();
  const gone = new Map<string, string>();
  for (const given of retire.paths) {
    if (!(await stat(given)).isDirectory()) continue;
    const root = retire.uriOf(path.resolve(given));
    const prefix = root === "" ? "" : `${root}/`;
    if (![...retire.seen].some((uri) => uri.startsWith(prefix))) {
      throw new AppError("invalid_request", {
        public: `${given} holds no file at all, so nothing was retired. Is the folder really empty?`,
      });
    }
    for (const document of await listUris(db, { access: retire.access, prefix })) {
      const inside = document.uri.slice(prefix.length);
      const ours = document.source.toLowerCase() === retire.sourceOf(inside).toLowerCase();
      if (ours && !retire.seen.has(document.uri)) gone.set(document.id, document.uri);
    }
  }
  if (gone.size === 0) return [];
  await db.transaction((transaction) =>
    hideDocuments(transaction, { access: retire.access, ids: [...gone.keys()] }),
  );
  return [...gone.values()].sort();
}
