// Words of chunks as the reranker reads them. Chunks never change, so what was read once is kept for a while.
import { letOthersIn } from "@/lib/text/let-others-in";
import { stemOf } from "@/lib/text/words";

export interface ChunkTokens {
  stems: string[];
  /** Number of the sentence in which each word stands. */
  sentences: Uint16Array;
  /** Bits: 1 holds a digit, 2 has a capital letter and doesn't begin a sentence. */
  kinds: Uint8Array;
  contextStems: Set<string>;
}

const kept = new Map<number, ChunkTokens>();
const mostKept = 5000;
const wordPattern = /[\p{L}\p{M}\p{N}]+(?:['’.,][\p{L}\p{M}\p{N}]+)*/gu;
const sentenceEnd = /[.!?…:;|]["'”’)\]]*\s|\n/;

/** Words of a chunk by its id. */
export function chunkTokens(chunk: { chunkId: number; context: string; text: string }): ChunkTokens {
  const known = kept.get(chunk.chunkId);
  if (known) return known;
  const tokens = tokenize(chunk.text, chunk.context);
  if (kept.size >= mostKept) kept.clear();
  kept.set(chunk.chunkId, tokens);
  return tokens;
}

/** Reads the words of chunks that aren't kept yet, a few at a time. */
export async function readTokens(chunks: Parameters<typeof chunkTokens>[0][]): Promise<void> {
  for (const [index, chunk] of chunks.filter(({ chunkId }) => !kept.has(chunkId)).entries()) {
    chunkTokens(chunk);
    if (index % 4 === 3) await letOthersIn();
  }
}

function tokenize(text: string, context: string): ChunkTokens {
  const stems: string[] = [];
  const sentences: number[] = [];
  const kinds: number[] = [];
  let sentence = 0;
  let end = 0;
  for (const match of text.matchAll(wordPattern)) {
    const word = match[0];
    const first = match.index > 0 && sentenceEnd.test(text.slice(end, match.index));
    if (first) sentence = Math.min(sentence + 1, 65_535);
    end = match.index + word.length;
    stems.push(stemOf(word.toLowerCase()));
    sentences.push(sentence);
    kinds.push((/\p{N}/u.test(word) ? 1 : 0) | (!first && stems.length > 1 && /^\p{Lu}/u.test(word) ? 2 : 0));
  }
  const around = context.match(wordPattern) ?? [];
  return {
    stems,
    sentences: Uint16Array.from(sentences),
    kinds: Uint8Array.from(kinds),
    contextStems: new Set(around.map((word) => stemOf(word.toLowerCase()))),
  };
}
