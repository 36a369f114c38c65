// Gaps: what people ask and nobody has written. A refusal counts one; a person reports one.
import type { z } from "zod";
import type { Access } from "@/db/access";
import { database } from "@/db/client";
import {
  findAskedQuestion,
  listGaps as readGaps,
  reportGap as storeReport,
  updateGap,
} from "@/db/queries/gaps";
import { AppError } from "@/lib/errors/app-error";
import { newId } from "@/lib/text/new-id";
import { gapFingerprint } from "./gap-fingerprint";
import { saveAll, saved } from "./save-later";
import { type Gap, type GapListQuery, type gapListSchema, type gapReportSchema, gapSchema } from "./schema";

/**
 * Gaps that a person reported and questions that the caller asked `least` times, those first that most people
 * miss. Nobody else's unreported question is among them, nor one about documents that the caller may not read.
 */
export async function listGaps({
  access,
  query,
}: {
  access: Access;
  query: GapListQuery;
}): Promise<z.infer<typeof gapListSchema>> {
  await saveAll();
  const rows = await readGaps(await database(), { access, ...query });
  return { data: rows.map((row) => gapSchema.parse(row)) };
}

/** Reports that the documents don't tell what an answer of the caller's was asked for. */
export async function reportGap({
  access,
  report,
}: {
  access: Access;
  report: z.infer<typeof gapReportSchema>;
}): Promise<Gap> {
  const db = await database();
  await saved(report.answer_id);
  const question = await findAskedQuestion(db, { access, answerId: report.answer_id });
  if (question === undefined) throw new AppError("not_found");
  // Thrown inside: what its asker may no longer see is not reported either.
  const row = await db.transaction(async (transaction) => {
    const stored = await storeReport(transaction, {
      access,
      id: newId("gap"),
      fingerprint: gapFingerprint(question),
      answerId: report.answer_id,
      comment: report.comment?.replaceAll("\u0000", "") || null,
    });
    if (!stored) throw new AppError("not_found");
    return stored;
  });
  return gapSchema.parse(row);
}

/** Resolves, dismisses or reopens a gap that the caller sees. Throws `not_found`. */
export async function changeGap(change: { access: Access; id: string; state: Gap["state"] }): Promise<Gap> {
  const row = await updateGap(await database(), change);
  if (!row) throw new AppError("not_found");
  return gapSchema.parse(row);
}
