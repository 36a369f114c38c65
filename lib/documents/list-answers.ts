import type { Access } from "@/db/access";
import { database } from "@/db/client";
import { countAnswers, listAnswerCitations } from "@/db/queries/document-reading";
import { findDocument } from "@/db/queries/documents";
import { AppError } from "@/lib/errors/app-error";
import type { DocumentAnswer } from "./schema";

const shown = 200;

/** The caller's answers that the document proved a part of, newest first. Throws `not_found`. */
export async function listAnswers({
  access,
  documentId,
}: {
  access: Access;
  documentId: string;
}): Promise<{ data: DocumentAnswer[]; total: number }> {
  const db = await database();
  if (!(await findDocument(db, { access, id: documentId }))) throw new AppError("not_found");
  const [rows, total] = await Promise.all([
    listAnswerCitations(db, { access, documentId, limit: shown }),
    countAnswers(db, { access, documentId }),
  ]);
  const answers = new Map<string, DocumentAnswer>();
  for (const { answer_id, question, conversation_id, asked_at, ...citation } of rows) {
    const answer = answers.get(answer_id) ?? {
      answer_id,
      question,
      conversation_id,
      asked_at,
      citations: [],
    };
    const { marker, quote, start, end, page, version_id, current } = citation;
    answer.citations.push({ marker, quote, start, end, page, version_id, current });
    answers.set(answer_id, answer);
  }
  return { data: [...answers.values()], total };
}
