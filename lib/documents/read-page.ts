import type { Access } from "@/db/access";
import { database } from "@/db/client";
import { findPage } from "@/db/queries/document-reading";
import { AppError } from "@/lib/errors/app-error";
import { requireVersion } from "./require-version";
import type { DocumentPage } from "./schema";

/** One page, slide or sheet from 1: its offsets, and where each run of its text stands. Throws `not_found`. */
export async function readPage(read: {
  access: Access;
  documentId: string;
  versionId?: string | undefined;
  number: number;
}): Promise<DocumentPage> {
  const db = await database();
  const version = await requireVersion(db, read);
  const page = await findPage(db, { ...read, versionId: version.id });
  if (!page) throw new AppError("not_found");
  return {
    number: page.number,
    label: page.label,
    start: page.start,
    end: page.end,
    boxes: page.boxes.map(([start = 0, end = 0, x = 0, y = 0, width = 0, height = 0]) => ({
      start,
      end,
      x,
      y,
      width,
      height,
    })),
  };
}
