import type { Access } from "@/db/access";
import { database } from "@/db/client";
import { getDocument } from "@/lib/documents/get-document";
import type { DocumentDetail } from "@/lib/documents/schema";
import { wholeText } from "@/lib/documents/whole-text";
import { AppError } from "@/lib/errors/app-error";

const longest = 400_000;

/** A document with its whole text as it is stored. Throws `not_found`, and `invalid_request` past 400,000 characters. */
export async function wholeDocument(
  access: Access,
  id: string,
): Promise<{ document: DocumentDetail; versionId: string; text: string }> {
  const document = await getDocument({ access, id });
  const versionId = document.version_id;
  if (versionId === null) throw new AppError("not_found");
  if (document.length > longest)
    throw new AppError("invalid_request", { public: `“${document.title}” is too long for this.` });
  let text = "";
  const of = { access, documentId: id, versionId, length: document.length };
  for await (const part of wholeText(await database(), of)) text += part.text;
  return { document, versionId, text };
}
