// Blocks to chunks. A chunk is a run of whole units (sentences, table rows, code blocks) of one section; its text is
// exactly the stored text of its range. Sections that are too small to stand alone share a chunk with their
// neighbour; within a section, chunks are filled evenly and share their last sentences with the next one.
import type { PlacedBlock } from "./assemble";
import { ContextBuilder } from "./chunk-context";
import { type Unit, UnitReader } from "./chunk-units";

export interface Chunk {
  ordinal: number;
  /** Half-open range in code points of the stored text. */
  start: number;
  end: number;
  /** Page, slide or sheet on which it begins. */
  page: number | null;
  /** Heading path, outermost first; what is common to its parts when it holds several small sections. */
  section: string[];
  kind: "text" | "code" | "table";
  text: string;
  /** Title, section path and table header: embedded and searched with the text, but no part of it. */
  context: string;
  /** Tokens of context and text together, the model's own marks included. */
  tokenCount: number;
}

export interface ChunkOptions {
  title: string;
  /** Tokens of a text by the embedding model, with or without the marks that the model adds to each text. */
  countTokens: (text: string) => number;
  /** Context included. */
  maxTokens?: number;
  /** Share of a chunk that is repeated in the next one of its section, in whole sentences. */
  overlap?: number;
  /** A section with less text than this shares a chunk with its neighbour. */
  minTokens?: number;
}

/** Chunks of a stream of blocks, in order. Together they cover every code point that isn't white space. */
export async function* chunkBlocks(
  options: ChunkOptions & { blocks: AsyncIterable<PlacedBlock> },
): AsyncGenerator<Chunk> {
  const chunker = new Chunker(options);
  for await (const block of options.blocks) yield* chunker.push(block);
  yield* chunker.end();
}

/** The same for a caller that has the blocks in its hands: `push` gives the chunks that are complete. */
export class Chunker {
  private readonly maxTokens: number;
  private readonly overlapTokens: number;
  private readonly minTokens: number;
  private readonly maxLength: number;
  private readonly count: (text: string) => number;
  private readonly markTokens: number;
  private readonly context: ContextBuilder;
  private readonly reader: UnitReader;
  private headings: { level: number; text: string }[] = [];
  /** Small sections that wait for a neighbour. */
  private held: Unit[] = [];
  /** Units of the open section that are in no chunk yet. */
  private open: Unit[] = [];
  private openTokens = 0;
  /** The last sentences of the chunk before, when it belongs to the open section. */
  private overlap: Unit[] = [];
  private sectionBegun = false;
  private tableHeaders = new Map<number, string>();
  private ordinal = 0;

  constructor(options: ChunkOptions) {
    this.maxTokens = options.maxTokens ?? 240;
    this.overlapTokens = Math.floor(this.maxTokens * (options.overlap ?? 0.12));
    this.minTokens = options.minTokens ?? 40;
    this.maxLength = this.maxTokens * 16;
    this.markTokens = options.countTokens("");
    this.count = (text) => options.countTokens(text) - this.markTokens;
    this.context = new ContextBuilder({
      title: options.title,
      maxTokens: this.maxTokens,
      countTokens: this.count,
    });
    this.reader = new UnitReader({
      maxLength: this.maxLength,
      countTokens: this.count,
    });
  }

  *push(placed: PlacedBlock): Generator<Chunk> {
    const { block, text } = placed;
    if (block.kind === "heading") {
      yield* this.endSection(block.level ?? 1, block.page ?? null);
      this.headings = this.headings.filter((heading) => heading.level < (block.level ?? 1));
      this.headings.push({ level: block.level ?? 1, text: text.replace(/\s+/g, " ").trim().slice(0, 300) });
    }
    if (block.kind === "table-row" && block.header && block.table !== undefined) {
      if (this.tableHeaders.size > 100) this.tableHeaders.clear();
      const above = this.tableHeaders.get(block.table);
      this.tableHeaders.set(block.table, above && above !== text ? `${above} / ${text}` : text);
    }
    const section = this.headings.map((heading) => heading.text);
    const header = block.table === undefined || block.header ? undefined : this.tableHeaders.get(block.table);
    const maxTokens = Math.max(
      8,
      this.maxTokens - this.markTokens - this.context.build(section, header).tokens,
    );
    for (const unit of this.reader.read(placed, { section, maxTokens })) {
      this.open.push(unit);
      this.openTokens += unit.tokens;
      // Two chunks' worth are looked at together, so that the last chunk of a section is not a scrap.
      if (this.openTokens > this.maxTokens * 2 || lengthOf(this.open) > this.maxLength * 2)
        yield* this.pack(true);
    }
  }

  /** What is left. */
  *end(): Generator<Chunk> {
    yield* this.closeSection();
    yield* this.releaseHeld();
  }

  /** Before a heading: the open section is packed, or waits when it is too small to stand alone. */
  private *endSection(nextLevel: number, nextPage: number | null): Generator<Chunk> {
    if (this.open.length === 0 || this.open.every((unit) => unit.kind === "heading")) return;
    const whole = [...this.held, ...this.open];
    const content = sum(whole.filter((unit) => unit.kind !== "heading"));
    const first = whole.find((unit) => unit.kind === "heading");
    const level = first ? first.section.length : 0;
    const sameLevel = nextLevel >= this.levelAt(level);
    const small = content < this.minTokens && !this.sectionBegun && sameLevel && this.fits(whole);
    if (small && this.open.at(-1)?.page === nextPage) {
      this.held = whole;
      this.open = [];
      this.openTokens = 0;
      return;
    }
    yield* this.closeSection();
    yield* this.releaseHeld();
  }

  /** Level of the heading at that depth of the current path. */
  private levelAt(depth: number): number {
    return this.headings[depth - 1]?.level ?? 1;
  }

  private *closeSection(): Generator<Chunk> {
    if (this.held.length > 0 && this.open.length > 0) {
      const both = [...this.held, ...this.open];
      if (this.fits(both) && !this.sectionBegun) {
        this.held = [];
        this.open = both;
      } else yield* this.releaseHeld();
    }
    yield* this.pack(false);
    this.open = [];
    this.openTokens = 0;
    this.overlap = [];
    this.sectionBegun = false;
  }

  private *releaseHeld(): Generator<Chunk> {
    if (this.held.length === 0) return;
    const held = this.held;
    this.held = [];
    yield this.chunkOf(held);
  }

  /** Makes chunks of the open units: while more is to come, only as long as a whole further chunk stays behind. */
  private *pack(more: boolean): Generator<Chunk> {
    if (this.open.length > 0) yield* more ? this.releaseHeld() : [];
    while (this.open.length > 0) {
      if (more && sum(this.open) <= this.maxTokens && lengthOf(this.open) <= this.maxLength) break;
      const lead = this.overlapFor(this.open[0]);
      const count = this.countThatFits(lead, more);
      const taken = this.open.splice(0, count);
      const units = [...lead, ...taken];
      yield this.chunkOf(units);
      this.sectionBegun = true;
      this.overlap = taken;
    }
    this.openTokens = sum(this.open);
  }

  /** How many of the open units go into the next chunk; at least one. */
  private countThatFits(lead: Unit[], more: boolean): number {
    const first = lead[0] ?? this.open[0];
    if (!first) return 0;
    const budget =
      this.maxTokens - this.markTokens - this.contextOf([first, ...this.open.slice(0, 1)]).tokens;
    const total = sum(lead) + sum(this.open);
    if (!more && total <= budget && this.fits([...lead, ...this.open])) return this.open.length;
    const parts = more ? 1 : Math.ceil(total / budget);
    const target = more ? budget : Math.min(budget, Math.ceil(total / parts) + this.overlapTokens);
    let tokens = sum(lead);
    let length = lengthOf(lead);
    let count = 0;
    let bestBreak = 0;
    for (const unit of this.open) {
      const size = tokens + unit.tokens;
      if (count > 0 && (size > budget || length + unit.gap.length + unit.text.length > this.maxLength)) break;
      if (count > 0 && tokens >= target) break;
      if (count > 0 && unit.beginsBlock && tokens >= target * 0.6) bestBreak = count;
      tokens = size;
      length += unit.gap.length + unit.text.length;
      count++;
    }
    const atBlock = this.open[count]?.beginsBlock !== false;
    const chosen = !atBlock && bestBreak > 0 ? bestBreak : count;
    let kept = this.withoutHangingLead(chosen);
    // Headings in a row have different contexts: the one that the chunk gets may be longer than the one assumed.
    while (kept > 1 && !this.fits([...lead, ...this.open.slice(0, kept)])) kept--;
    return kept;
  }

  /** A heading, or a line that announces a list, a table or code, goes with what follows it. */
  private withoutHangingLead(count: number): number {
    if (count >= this.open.length) return count;
    let kept = count;
    while (kept > 1) {
      const last = this.open[kept - 1];
      const next = this.open[kept];
      const announces = last?.kind === "prose" && /[:：]$/.test(last.text) && next?.beginsBlock;
      if (last?.kind !== "heading" && !announces && !last?.header) break;
      kept--;
    }
    const only = this.open.slice(0, kept).every((unit) => unit.kind === "heading");
    return only ? count : kept;
  }

  /** The last whole sentences of the chunk before; none before a table or code, and none from there. */
  private overlapFor(next: Unit | undefined): Unit[] {
    if (next?.kind !== "prose" || next.partial || this.overlapTokens === 0) return [];
    const lead: Unit[] = [];
    let tokens = 0;
    for (const unit of [...this.overlap].reverse()) {
      if (unit.kind !== "prose" || unit.partial) break;
      const most = lead.length === 0 ? this.overlapTokens * 2 : this.overlapTokens;
      if (tokens + unit.tokens > most) break;
      lead.unshift(unit);
      tokens += unit.tokens;
    }
    // Repeating all of the chunk before would never come to an end worth reading.
    if (lead.length === this.overlap.length) lead.shift();
    return lead.length > 0 && this.fits([...lead, next]) ? lead : [];
  }

  private fits(units: Unit[]): boolean {
    return (
      sum(units) + this.markTokens + this.contextOf(units).tokens <= this.maxTokens &&
      lengthOf(units) <= this.maxLength
    );
  }

  private contextOf(units: Unit[]): { text: string; tokens: number } {
    const first = units[0];
    const header =
      first?.table !== undefined && !first.header ? this.tableHeaders.get(first.table) : undefined;
    return this.context.build(commonSection(units), header);
  }

  private chunkOf(units: Unit[]): Chunk {
    const first = units[0];
    const last = units.at(-1);
    if (!first || !last) throw new Error("A chunk needs a unit.");
    const context = this.contextOf(units);
    return {
      ordinal: this.ordinal++,
      start: first.start,
      end: last.end,
      page: first.page,
      section: commonSection(units),
      kind: kindOf(units),
      text: textOf(units),
      context: context.text,
      tokenCount: sum(units) + context.tokens + this.markTokens,
    };
  }
}

/** Path of the content; where it differs, what is common. Headings count only when there is nothing else. */
function commonSection(units: Unit[]): string[] {
  const content = units.filter((unit) => unit.kind !== "heading");
  const sections = (content.length > 0 ? content : units.slice(-1)).map((unit) => unit.section);
  let common = sections[0] ?? [];
  for (const section of sections) {
    if (section === common) continue;
    let depth = 0;
    while (depth < common.length && common[depth] === section[depth]) depth++;
    if (depth < common.length) common = common.slice(0, depth);
  }
  return common;
}

function kindOf(units: Unit[]): Chunk["kind"] {
  const tokens = (kind: Unit["kind"]) => sum(units.filter((unit) => unit.kind === kind));
  const half = sum(units) / 2;
  if (tokens("row") > half) return "table";
  return tokens("code") > half ? "code" : "text";
}

function textOf(units: Unit[]): string {
  return units.map((unit, index) => (index === 0 ? unit.text : unit.gap + unit.text)).join("");
}

function sum(units: Unit[]): number {
  let tokens = 0;
  for (const unit of units) tokens += unit.tokens;
  return tokens;
}

function lengthOf(units: Unit[]): number {
  let length = 0;
  for (const unit of units) length += unit.gap.length + unit.text.length;
  return length;
}
