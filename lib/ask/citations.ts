// From a model's sentence to a proved one: each marker names a passage that was in front of the model, the quote
// is an exact span of the stored text, and it supports the sentence. Nothing leaves here as proved otherwise.
import { sentenceProblem } from "@/lib/guard/sentence-problem";
import type { SearchResult } from "@/lib/retrieval/schema";
import { contentWordsOf } from "@/lib/text/words";
import { findQuote, type Quote } from "./find-quote";
import type { Citation, CitationFlag } from "./schema";
import type { RawSentence } from "./sentence-stream";
import { checkSupport } from "./support/check-support";

export interface CitablePassage {
  /** Number by which the model cites it. */
  marker: number;
  /** As found; its `text` is the stored text, verified. */
  result: SearchResult;
  /** What may prove a sentence: the text with orders to machines blanked out, and the words around it. */
  evidence: { text: string; context: string };
  flags: CitationFlag[];
}

export type CheckedSentence =
  | { status: "proved"; text: string; markers: number[]; added: Citation[] }
  /** `near`: most of it stands in a passage, so that it may be shown as what isn't proved. */
  | { status: "unsupported"; text: string; reason: string; near: boolean };

/** From this share of its content in one passage on, a sentence that fails is a claim about what was read. */
const nearFrom = 0.5;

/** The citations of one answer, numbered in the order in which they are first used. */
export class CitationBook {
  readonly citations: Citation[] = [];
  private readonly numbers = new Map<string, number>();

  constructor(
    private readonly passages: CitablePassage[],
    private readonly question: string,
  ) {}

  /** Checks a sentence; when it is proved its citations are numbered and kept. */
  check(sentence: Pick<RawSentence, "text" | "markers">): CheckedSentence {
    const { text } = sentence;
    const named = sentence.markers.flatMap(
      (marker) => this.passages.find((item) => item.marker === marker) ?? [],
    );
    const unproved = (reason: string) => ({
      status: "unsupported" as const,
      text,
      reason,
      near: this.isNear(text, named),
    });
    if (sentence.markers.length === 0) return unproved("It cites no passage.");
    if (named.length === 0) return unproved("It cites a passage that was not in front of the model.");
    const quotes = named.flatMap((passage) => {
      const { evidence, result } = passage;
      const quote = findQuote({ claim: text, passage: { ...evidence, stored: result.text } });
      return quote ? [{ passage, quote }] : [];
    });
    const alone = quotes.filter(({ quote }) => quote.supported);
    const proofs =
      alone.length > 0 ? alone : quotes.length > 1 && supportedTogether(text, quotes) ? quotes : [];
    if (proofs.length > 0) {
      const problem = sentenceProblem({
        sentence: text,
        question: this.question,
        proofs: proofs.map(({ quote }) => quote.text),
      });
      return problem
        ? { status: "unsupported", text, reason: problem, near: false }
        : this.prove(text, proofs);
    }
    const closest = [...quotes].sort((a, b) => b.quote.score - a.quote.score)[0];
    return unproved(closest?.quote.reasons.join(" ") || "Its passage doesn't say so.");
  }

  /** Numbers a span as a citation: the same span keeps its number. */
  cite(
    { result, flags }: Pick<CitablePassage, "result" | "flags">,
    span: { start: number; end: number; text: string },
  ): { marker: number; added: Citation[] } {
    const start = result.start + span.start;
    const end = result.start + span.end;
    const key = `${result.version_id}:${start}:${end}`;
    const known = this.numbers.get(key);
    if (known !== undefined) return { marker: known, added: [] };
    const marker = this.citations.length + 1;
    const citation: Citation = {
      marker,
      chunk_id: result.chunk_id,
      document_id: result.document_id,
      version_id: result.version_id,
      title: result.title,
      source: result.source,
      uri: result.uri,
      type: result.type,
      page: result.page,
      section: result.section,
      quote: span.text,
      start,
      end,
      effective_date: result.effective_date,
      changed: "no",
      flags,
    };
    this.numbers.set(key, marker);
    this.citations.push(citation);
    return { marker, added: [citation] };
  }

  /** Whether a sentence that isn't proved says nearly what a passage does, and nothing that could lead elsewhere. */
  private isNear(text: string, named: CitablePassage[]): boolean {
    if (sentenceProblem({ sentence: text, question: this.question, proofs: [] })) return false;
    const said = new Set(contentWordsOf(text).map(({ stem }) => stem));
    return (named.length > 0 ? named : this.passages).some(({ evidence }) => {
      const quote = findQuote({ claim: text, passage: evidence });
      const given = new Set(contentWordsOf(quote?.text ?? "").map(({ stem }) => stem));
      const shared = [...said].filter((stem) => given.has(stem)).length;
      return shared >= Math.max(1, said.size * nearFrom) && said.size > 1;
    });
  }

  private prove(text: string, quotes: { passage: CitablePassage; quote: Quote }[]): CheckedSentence {
    const cited = quotes.map(({ passage, quote }) => this.cite(passage, quote));
    const markers = [...new Set(cited.map(({ marker }) => marker))].sort((a, b) => a - b);
    return { status: "proved", text, markers, added: cited.flatMap(({ added }) => added) };
  }
}

function supportedTogether(claim: string, quotes: { passage: CitablePassage; quote: Quote }[]): boolean {
  return checkSupport({
    claim,
    evidence: quotes.map(({ quote }) => quote.text).join("\n"),
    context: quotes.map(({ passage }) => passage.evidence.context).join("\n"),
  }).supported;
}
