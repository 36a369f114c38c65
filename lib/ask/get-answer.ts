import type { Access } from "@/db/access";
import { database } from "@/db/client";
import { findAnswer, findAnswerTrace } from "@/db/queries/answers";
import { saved } from "@/lib/conversations/save-later";
import { toStoredAnswer } from "@/lib/conversations/stored-answer";
import { AppError } from "@/lib/errors/app-error";
import { type Answer, type AnswerTrace, answerTraceSchema } from "./schema";

/** An answer as it was given to the caller; a citation says when its document has changed since. */
export async function getAnswer({ access, id }: { access: Access; id: string }): Promise<Answer> {
  await saved(id);
  const row = await findAnswer(await database(), { access, id });
  if (!row) throw new AppError("not_found");
  return toStoredAnswer(row.result, row.changes);
}

/** *How this was found* of an answer of the caller's. */
export async function getAnswerTrace({ access, id }: { access: Access; id: string }): Promise<AnswerTrace> {
  await saved(id);
  const trace = await findAnswerTrace(await database(), { access, id });
  if (trace === undefined) throw new AppError("not_found");
  return answerTraceSchema.parse(trace);
}
