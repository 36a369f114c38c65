// From what people said to cases: a thumbs-down, a reported gap or any answer becomes a draft, without personal data.
// It joins runs, and with them the gate, once a person confirmed it.
import type { Access } from "@/db/access";
import { database } from "@/db/client";
import { findCase, findDataset, saveCase } from "@/db/queries/evals";
import { findDraftAnswer, listDraftOrigins } from "@/db/queries/evals-drafts";
import { answerSchema } from "@/lib/ask/schema";
import { AppError } from "@/lib/errors/app-error";
import { redactText } from "@/lib/telemetry/redaction/redact-text";
import { getCase } from "./cases";
import { copyCited, copyName } from "./copy-cited";
import { findQuote, type SuiteDocument } from "./resolve-quotes";
import { type DraftOrigin, draftOriginSchema, type EvalCase, goldenCaseSchema } from "./schema";
import { caseRow, suiteDocuments } from "./sync-suite";

/** Drafts stand behind the cases of the file. */
const draftOrdinal = 100_000;
const shortestQuote = 12;

/** What can become a case: see `listDraftOrigins`. Questions and comments come without personal data. */
export async function draftOrigins(of: {
  access: Access;
  suite: string;
  limit?: number;
}): Promise<{ data: DraftOrigin[] }> {
  const rows = await listDraftOrigins(await database(), { ...of, limit: of.limit ?? 25 });
  // A bad answer of one's own, or a gap, stands once: as what was said of it.
  const said = new Set(rows.flatMap((row) => (row.kind === "answer" ? [] : [row.answer_id])));
  const data = rows
    .filter((row) => row.kind !== "answer" || !said.has(row.answer_id))
    .map((row) =>
      draftOriginSchema.parse({
        ...row,
        question: redactText(row.question),
        comment: row.comment && redactText(row.comment),
      }),
    );
  return { data };
}

/**
 * Makes a draft of an answer, named by its id or by the request id of its log line. What was cited is expected: in the
 * suite's own document where one holds it word for word, else in a copy that the suite gets (see `copyCited`). A
 * refusal expects a refusal. The same answer gives the same draft. Throws `not_found` for an answer whose documents
 * the caller may not all read, and for an unknown suite; `conflict` as `copyCited`.
 */
export async function draftCase(draft: {
  access: Access;
  answer: string;
  suite: string;
  copy_restricted?: boolean | undefined;
}): Promise<EvalCase> {
  const db = await database();
  const { access, suite } = draft;
  const [row, dataset] = await Promise.all([
    findDraftAnswer(db, { access, id: draft.answer }),
    findDataset(db, { id: suite }),
  ]);
  if (!row) throw new AppError("not_found");
  if (!dataset) throw new AppError("not_found", { public: `There is no suite “${suite}”.` });
  const id = `from-${row.id.replace("_", "-").toLowerCase()}`;
  const known = await findCase(db, { id: `${suite}.${id}` });
  if (known) return getCase({ id: known.id });
  const answer = answerSchema.parse(row.result);
  const documents = [...(await suiteDocuments(db, dataset.source_ids)).values()];
  const cited = answer.citations.map(({ uri, quote, version_id }) => {
    const kept = withoutPersonalData(quote);
    return { quote: kept, versionId: version_id, own: documentOf(documents, { uri, quote: kept })?.document };
  });
  const missing = cited.filter(({ own }) => own === undefined).map(({ versionId }) => versionId);
  if (missing.length > 0)
    await copyCited(db, { access, suite, versionIds: missing, restricted: draft.copy_restricted === true });
  const refused = row.refused || cited.length === 0;
  const item = goldenCaseSchema.parse({
    id,
    kind: refused ? "unanswerable" : cited.length > 1 ? "several-passages" : "single-fact",
    split: "tuning",
    // What it was understood as: a follow-up question alone says too little.
    question: redactText(answer.searched_for || row.question).slice(0, 2000),
    expect: refused ? "refuse" : "answer",
    expected: refused
      ? []
      : cited.map(({ own, versionId, quote }) => ({ document: own ?? copyName(versionId), quote })),
    tags: ["feedback"],
    provenance: `from answer ${row.id}`,
    reviewer: { kind: "model" },
    review: true,
  });
  const made = caseRow({ suite, item, ordinal: draftOrdinal });
  await saveCase(db, { datasetId: suite, item: made, origin: row.id, state: "draft" });
  return getCase({ id: made.id });
}

/** The suite's own copy of the document: under the same address, else the only place of the same words. */
function documentOf(
  documents: SuiteDocument[],
  { uri, quote }: { uri: string; quote: string },
): SuiteDocument | undefined {
  const holding = documents.filter(({ text }) => findQuote(text, quote) !== undefined);
  return holding.find(({ document }) => document === uri || uri.endsWith(`/${document}`)) ?? holding[0];
}

/** A quote has to stand word for word, so what tells of a person is not replaced: the longest piece beside it is kept. */
export function withoutPersonalData(quote: string): string {
  const redacted = redactText(quote);
  if (redacted === quote) return quote;
  const pieces = redacted
    .split(/\[(?:email|phone|iban|card|national_id|ip|secret|number)\]/)
    .map((piece) => piece.trim())
    .filter((piece) => quote.includes(piece));
  const longest = pieces.sort((one, other) => other.length - one.length)[0] ?? "";
  return longest.length >= shortestQuote ? longest : "[withheld]";
}
