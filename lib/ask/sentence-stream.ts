// Cuts a model's text into sentences while it comes. A sentence is given out when what follows shows that it,
// and the markers behind it, are complete.
import { withoutLinks } from "@/lib/guard/addresses";
import { splitSentences } from "@/lib/text/split-sentences";

export interface RawSentence {
  /** Without markers, list signs and emphasis. */
  text: string;
  /** Numbers of passages as the model wrote them, in order, each once. */
  markers: number[];
  /** Layout before it, as `sentenceSchema` has it. */
  before: string;
  /** The first one after this sentence that goes on in the same paragraph may lend it its markers. */
  endsParagraph: boolean;
}

const markerGroup = /\[\s*\d{1,3}(?:\s*[,;]\s*\d{1,3})*\s*\]/g;
const listSign = /^\s*(?:[-*•–]|\d{1,2}[.)])\s+/u;

export class SentenceStream {
  private buffer = "";
  private first = true;

  /** `everyMarkerEnds`: the model closes each of its sentences with a marker and writes none inside. */
  constructor(private readonly options: { everyMarkerEnds: boolean }) {}

  /** Adds text and returns the sentences that it completes. */
  push(text: string): RawSentence[] {
    this.buffer += text;
    return this.take(false);
  }

  /** Everything that is left. */
  end(): RawSentence[] {
    return this.take(true);
  }

  private take(final: boolean): RawSentence[] {
    const ranges = this.ranges();
    const sentences: RawSentence[] = [];
    let consumed = 0;
    for (const [index, range] of ranges.entries()) {
      const after = this.buffer.slice(range.end);
      if (!final && !settled(after)) break;
      const next = ranges[index + 1];
      const gap = next ? this.buffer.slice(range.end, next.start) : after;
      sentences.push(this.toSentence(consumed, range, /\n/.test(gap) || (final && !next)));
      consumed = range.end;
    }
    this.buffer = this.buffer.slice(consumed);
    return sentences.filter((sentence) => /[\p{L}\p{N}]/u.test(sentence.text));
  }

  /** Sentence ranges of the buffer; markers belong to what stands before them. */
  private ranges(): { start: number; end: number }[] {
    const cut: { start: number; end: number }[] = [];
    for (const range of splitSentences(this.buffer)) {
      const previous = cut.at(-1);
      const own = this.buffer.slice(range.start, range.end);
      const leading = /^(?:\[\s*\d{1,3}(?:\s*[,;]\s*\d{1,3})*\s*\]\s*)+[.!?]?/.exec(own)?.[0].trimEnd() ?? "";
      if (leading && previous && !/\n/.test(this.buffer.slice(previous.end, range.start))) {
        previous.end = range.start + leading.length;
        if (leading.length < own.length) cut.push({ start: previous.end, end: range.end });
      } else cut.push({ ...range });
    }
    return this.options.everyMarkerEnds ? cut.flatMap((range) => this.cutAtMarkers(range)) : cut;
  }

  private cutAtMarkers(range: { start: number; end: number }): { start: number; end: number }[] {
    const pieces: { start: number; end: number }[] = [];
    let start = range.start;
    const own = this.buffer.slice(range.start, range.end);
    for (const match of own.matchAll(/(?:\[\d{1,3}\]\s*)+/g)) {
      const end = range.start + match.index + match[0].trimEnd().length;
      pieces.push({ start, end });
      start = end;
    }
    if (this.buffer.slice(start, range.end).trim()) pieces.push({ start, end: range.end });
    return pieces;
  }

  private toSentence(
    from: number,
    range: { start: number; end: number },
    endsParagraph: boolean,
  ): RawSentence {
    const gap = this.buffer.slice(from, range.start);
    const raw = this.buffer.slice(range.start, range.end);
    const lead = raw.slice(0, raw.length - raw.trimStart().length);
    const before = this.layout(gap + lead, listSign.test(raw.trimStart()));
    this.first = false;
    const markers = [...raw.matchAll(markerGroup)].flatMap(([group]) =>
      (group.match(/\d+/g) ?? []).map(Number),
    );
    const text = withoutLinks(raw)
      .replace(markerGroup, "")
      .replace(listSign, "")
      .replace(/^\s*#{1,6}\s+/, "")
      .replace(/\*\*|__/g, "")
      .replace(/\s+([.,;:!?])(?=\s|$)/g, "$1")
      .replace(/\s+/g, " ")
      .trim();
    return { text, markers: [...new Set(markers)], before, endsParagraph };
  }

  private layout(gap: string, listed: boolean): string {
    if (listed) return this.first ? "- " : "\n- ";
    if (this.first) return "";
    return /\n/.test(gap) ? "\n\n" : " ";
  }
}

/** What follows shows that the sentence is over: a whole next word, and no marker that is still being written. */
function settled(after: string): boolean {
  if (/^\s*\[[\d\s,;\]]*$/.test(after)) return false;
  return /^\s*\S+\s/.test(after) && !/^\s*(?:\[[\d\s,;]*\]\s*)+\S*$/.test(after);
}
