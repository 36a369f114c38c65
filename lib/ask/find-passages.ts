// From a question to the passages that a model may read: search, then out with what was replaced, said twice or
// talks to machines. Everything that was looked at is kept, with the reason why it was left out.
import type { Access } from "@/db/access";
import type { Database } from "@/db/client";
import {
  countSearched,
  findDocumentsByTitleKey,
  readDocumentHeads,
  readStoredRanges,
} from "@/db/queries/ask-reading";
import { findSourceIds } from "@/db/queries/chunk-filters";
import type { SearchFilters, SearchResult } from "@/lib/retrieval/schema";
import { type FoundChunks, searchChunks } from "@/lib/retrieval/search-chunks";
import { mapInSteps } from "@/lib/text/let-others-in";
import {
  asksAboutInstructions,
  guardLabel,
  guardText,
  holdsInstructions,
  type SetAside,
} from "./guard-passages";
import { documentsInForce, rivalKeys, type Validity } from "./in-force";
import type { CitationFlag, ConsideredPassage } from "./schema";

export interface FoundPassage {
  result: SearchResult;
  use: ConsideredPassage["use"];
  /** What a model gets to read: the text with orders to machines blanked out. */
  readText: string;
  guarded: boolean;
  /** The parts that were blanked out. */
  setAside: SetAside[];
  /** Title, headings and context without orders to machines: what a model reads and what may support a sentence. */
  label: { title: string; section: string[]; context: string };
  flags: CitationFlag[];
  /** Its flags speak against it as a proof: it is used only where nothing else answers. */
  doubtful: boolean;
}

export interface FoundPassages {
  /** Best first; all that were looked at. */
  passages: FoundPassage[];
  validity: Map<string, Validity>;
  found: Pick<FoundChunks, "timings" | "embeddingModel" | "ranker">;
  /** How much the search looked through. */
  searched: { documents: number; sources: number };
}

/** Throws `source_unknown`, `embedding_unavailable`, or the signal's reason. */
export async function findPassages(
  db: Database,
  input: {
    access: Access;
    /** Nothing of another source is used, should the caller be let into one meanwhile. Not given: whatever may be read. */
    sourceIds?: ReadonlySet<string> | undefined;
    question: string;
    topK: number;
    filters: SearchFilters | undefined;
    today: string;
    signal: AbortSignal;
  },
): Promise<FoundPassages> {
  const { access, question, topK, filters, signal } = input;
  const [found, searched] = await Promise.all([
    searchChunks(db, { access, query: question, topK, filters, signal }),
    countFiltered(db, access, filters),
  ]);
  const { validity, untrusted, results } = await withInForce(db, input, found.results);
  signal.throwIfAborted();
  const rangesOf = (around: number) =>
    results.map((result) => ({
      documentId: result.document_id,
      versionId: result.version_id,
      start: Math.max(0, result.start - around),
      end: result.end + around,
    }));
  const read = await readStoredRanges(db, { access, ranges: [...rangesOf(0), ...rangesOf(besideAPassage)] });
  const stored = read.slice(0, results.length);
  const instructing = new Set(
    (
      await mapInSteps(results, (result, index) =>
        holdsInstructions(read[results.length + index] ?? "") ? [result.document_id] : [],
      )
    ).flat(),
  );
  const seen = new Set<string>();
  const passages = await mapInSteps(results, (result, index): FoundPassage[] => {
    // Gone or changed since the search looked: there is nothing left to quote.
    if (stored[index] !== result.text) return [];
    if (input.sourceIds && !input.sourceIds.has(result.source_id)) return [];
    const wide = read[results.length + index] ?? "";
    const at = wide.indexOf(result.text);
    const { text, guarded, setAside } = guardText({
      question,
      text: result.text,
      ...(at >= 0 && { before: wide.slice(0, at), after: wide.slice(at + result.text.length) }),
    });
    const state = validity.get(result.document_id)?.state;
    const folded = result.text.toLowerCase().replace(/\s+/g, " ").trim();
    const duplicate = seen.has(folded);
    seen.add(folded);
    const use =
      state === "superseded" || state === "coming"
        ? "superseded"
        : duplicate
          ? "duplicate"
          : text.trim()
            ? "read"
            : "guarded";
    const flags = flagsOf(result.document_id, { instructing, untrusted });
    const doubtful = flags.length > 0 && !asksAboutInstructions(question, result.title);
    const label = {
      title: guardLabel(question, result.title),
      section: result.section.map((heading) => guardLabel(question, heading)),
      context: guardLabel(question, result.context),
    };
    return [{ result, use, readText: text, guarded, setAside, label, flags, doubtful }];
  });
  return { passages: passages.flat(), validity, found, searched };
}

/** So many code points before and behind a passage are looked at for orders to machines. */
const besideAPassage = 2500;

function flagsOf(
  documentId: string,
  marked: { instructing: ReadonlySet<string>; untrusted: ReadonlySet<string> },
): CitationFlag[] {
  return [
    ...(marked.instructing.has(documentId) ? (["contains_instructions"] as const) : []),
    ...(marked.untrusted.has(documentId) ? (["untrusted_source"] as const) : []),
  ];
}

/** What was found for the parts of a question, as one list: best of each first, nothing twice. */
export function mergeFound(founds: [FoundPassages, ...FoundPassages[]]): FoundPassages {
  const [first, ...others] = founds;
  if (others.length === 0) return first;
  const byChunk = new Map<string, FoundPassage>();
  const longest = Math.max(...founds.map(({ passages }) => passages.length));
  for (let rank = 0; rank < longest; rank++) {
    for (const { passages } of founds) {
      const passage = passages[rank];
      const known = passage && byChunk.get(passage.result.chunk_id);
      // Read for one part is read; left out of both is left out.
      if (passage && (!known || (known.use !== "read" && passage.use === "read")))
        byChunk.set(passage.result.chunk_id, passage);
    }
  }
  const timings = { ...first.found.timings };
  for (const { found } of others) {
    for (const key of Object.keys(timings) as (keyof typeof timings)[]) timings[key] += found.timings[key];
  }
  return {
    passages: [...byChunk.values()],
    validity: new Map(founds.flatMap(({ validity }) => [...validity])),
    found: { ...first.found, timings },
    searched: first.searched,
  };
}

async function countFiltered(db: Database, access: Access, filters: SearchFilters | undefined) {
  const sources = filters?.sources?.length
    ? await findSourceIds(db, { access, names: filters.sources })
    : undefined;
  return countSearched(db, {
    access,
    filters: {
      sourceIds: sources?.ids,
      documentIds: filters?.document_ids,
      uris: filters?.uris,
      types: filters?.types,
      tags: filters?.tags,
      from: filters?.from,
      to: filters?.to,
    },
  });
}

/** Adds the passages of a document in force of which only its predecessor was found. */
async function withInForce(
  db: Database,
  input: Parameters<typeof findPassages>[1],
  results: SearchResult[],
): Promise<{ validity: Map<string, Validity>; untrusted: Set<string>; results: SearchResult[] }> {
  const { access, question, today, topK, filters, signal } = input;
  const documentIds = [...new Set(results.map((result) => result.document_id))];
  const heads = await readDocumentHeads(db, { access, documentIds });
  const rivals = filters?.document_ids
    ? []
    : await findDocumentsByTitleKey(db, { access, keys: rivalKeys(heads), except: documentIds });
  const validity = documentsInForce({ documents: [...heads, ...rivals], question, today });
  const untrusted = new Set([...heads, ...rivals].filter(({ trusted }) => !trusted).map(({ id }) => id));
  const missing = rivals.map((rival) => rival.id).filter((id) => validity.get(id)?.state === "in-force");
  if (missing.length === 0) return { validity, untrusted, results };
  const more = await searchChunks(db, {
    access,
    query: question,
    topK: Math.min(topK, 4),
    filters: { ...filters, document_ids: missing },
    signal,
  });
  const known = new Set(results.map((result) => result.chunk_id));
  const added = more.results.filter((result) => !known.has(result.chunk_id));
  return { validity, untrusted, results: [...results, ...added].sort((a, b) => b.score - a.score) };
}

/** A passage as events, answers and traces show it. */
export function toConsidered(passages: FoundPassage[]): ConsideredPassage[] {
  return passages.map(({ result, use, setAside }, index) => ({
    rank: index + 1,
    chunk_id: result.chunk_id,
    document_id: result.document_id,
    version_id: result.version_id,
    title: result.title,
    source: result.source,
    uri: result.uri,
    page: result.page,
    section: result.section,
    start: result.start,
    end: result.end,
    text: result.text,
    effective_date: result.effective_date,
    score: result.score,
    scores: result.scores,
    use,
    set_aside: setAside,
  }));
}
