// Four questions that these documents really answer: made from their own headings, and kept only when the
// search finds the very section and the answerable check says yes. Nothing is made up.
import { createHash } from "node:crypto";
import type { Access } from "@/db/access";
import { type Database, database } from "@/db/client";
import { listSections, type SectionRow } from "@/db/queries/ask-reading";
import { corpusVersion } from "@/db/queries/corpus";
import {
  readableSourceIds,
  readSuggestions,
  type Suggestion,
  writeSuggestions,
} from "@/db/queries/suggestions";
import { searchModel } from "@/lib/retrieval/search-model";
import { estimateAnswerable } from "./answerable/estimate-answerable";
import { findPassages } from "./find-passages";
import { questionsOfSection } from "./question-of-section";
import { splitQuestion } from "./split-question";

const wanted = 4;
/** At most this many candidates are tried for one list: each costs a search. */
const triedAtMost = 24;
/** A first page doesn't wait longer than this; what was found by then is shown, and the rest looked for later. */
const workAtMostMs = 6_000;
/** While documents stream in the list is worked out anew no more often than this. */
const restSeconds = 60;

const running = new Map<string, Promise<void>>();

/** Up to four questions for what the caller may read; worked out once for each state of the corpus. */
export async function listSuggestions({ access }: { access: Access }): Promise<string[]> {
  const db = await database();
  const sources = await readableSourceIds(db, { access });
  if (sources.length === 0) return [];
  const key = createHash("sha256").update(sources.join(",")).digest("hex").slice(0, 24);
  const version = await corpusVersion(db);
  const stored = await readSuggestions(db, { access, key });
  if (stored?.version === version) return stored.questions;
  if (stored && stored.questions.length > 0 && stored.ageSeconds < restSeconds) return stored.questions;
  const name = `${key} ${version}`;
  const flight =
    running.get(name) ?? workOut(db, { access, key, version }).finally(() => running.delete(name));
  running.set(name, flight);
  await flight;
  // Read again: a document may have been changed or forbidden while they were worked out.
  return (await readSuggestions(db, { access, key }))?.questions ?? [];
}

async function workOut(
  db: Database,
  { access, key, version }: { access: Access; key: string; version: number },
): Promise<void> {
  const sections = await listSections(db, { access, perDocument: 12, limit: 600 });
  const candidates = sections.flatMap((section) =>
    questionsOfSection(section).map((question) => ({ ...question, section })),
  );
  const suggestions: Suggestion[] = [];
  const used = new Set<string>();
  const model = await searchModel(db);
  const ordered = [...candidates].sort((a, b) => Number(b.asked) - Number(a.asked));
  const deadline = Date.now() + workAtMostMs;
  let tried = 0;
  for (const { question, section } of ordered) {
    if (suggestions.length === wanted || tried === triedAtMost || Date.now() > deadline) break;
    if (used.has(section.documentId) || suggestions.some((known) => known.question === question)) continue;
    // Of one that asks twice a part may stay without an answer.
    if (splitQuestion(question).length > 1) continue;
    tried++;
    if (!(await isAnswered(db, { access, question, section, model }))) continue;
    suggestions.push({ question, documentId: section.documentId, versionId: section.versionId });
    used.add(section.documentId);
  }
  const complete = suggestions.length === wanted || Date.now() <= deadline;
  await writeSuggestions(db, { key, version: complete ? version : -1, suggestions });
}

/** The section's own document is in force and answers, by the same steps that an asked question takes. */
async function isAnswered(
  db: Database,
  input: {
    access: Access;
    question: string;
    section: SectionRow;
    model: Parameters<typeof estimateAnswerable>[0]["embeddingModel"];
  },
): Promise<boolean> {
  const { access, question, section, model } = input;
  const { passages, found } = await findPassages(db, {
    access,
    question,
    topK: 5,
    filters: undefined,
    today: new Date().toISOString().slice(0, 10),
    signal: new AbortController().signal,
  });
  const reading = passages.filter((passage) => passage.use === "read");
  if (reading[0]?.result.document_id !== section.documentId) return false;
  const decision = await estimateAnswerable({
    question,
    passages: reading.map(({ result }) => result),
    embeddingModel: model,
    ranker: found.ranker,
  });
  return decision.answerable;
}
