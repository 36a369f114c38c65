import { dot, type SentenceVectors, vectorOf } from "@/lib/models/extractive/sentence-similarities";
import { wordsOf } from "@/lib/text/words";

export interface MemoryPassage {
  text: string;
  context: string;
  title: string;
  section: string[];
}
export interface FoundPassage extends MemoryPassage {
  score: number;
  index: number;
}

/** BM25 and vectors over passages in memory, fused by rank with the vectors at half weight. For fitting only. */
export class MemorySearch {
  private readonly postings = new Map<string, Map<number, number>>();
  private readonly lengths: number[] = [];
  private vectors: Float32Array[] = [];

  private constructor(
    private readonly passages: MemoryPassage[],
    private readonly model: SentenceVectors,
  ) {
    for (const [index, passage] of passages.entries()) {
      const stems = wordsOf(`${passage.context} ${passage.text}`).map((word) => word.stem);
      this.lengths.push(stems.length);
      for (const stem of stems) {
        const row = this.postings.get(stem) ?? new Map<number, number>();
        row.set(index, (row.get(index) ?? 0) + 1);
        this.postings.set(stem, row);
      }
    }
  }

  static async open(passages: MemoryPassage[], model: SentenceVectors): Promise<MemorySearch> {
    const search = new MemorySearch(passages, model);
    search.vectors = await model.embed(passages.map((passage) => `${passage.context}\n${passage.text}`));
    return search;
  }

  /** The best `topK`, without those that `skip` names. */
  async find(
    question: string,
    topK: number,
    skip: (index: number) => boolean = () => false,
  ): Promise<FoundPassage[]> {
    const text = this.bm25(question);
    const asked = await vectorOf(this.model, question);
    const near = this.vectors.map((vector) => dot(asked, vector));
    const keep = (indexes: number[]) => indexes.filter((index) => !skip(index)).slice(0, 100);
    const byText = keep([...text.keys()].sort((a, b) => (text.get(b) ?? 0) - (text.get(a) ?? 0)));
    const byVector = keep(near.map((_, index) => index).sort((a, b) => (near[b] ?? 0) - (near[a] ?? 0)));
    const fused = new Map<number, number>();
    for (const [rank, index] of byText.entries()) fused.set(index, 1 / (60 + rank));
    for (const [rank, index] of byVector.entries())
      fused.set(index, (fused.get(index) ?? 0) + 0.5 / (60 + rank));
    return [...fused]
      .sort((a, b) => b[1] - a[1])
      .slice(0, topK)
      .flatMap(([index, score]) => {
        const passage = this.passages[index];
        return passage ? [{ ...passage, score, index }] : [];
      });
  }

  private bm25(question: string): Map<number, number> {
    const mean = this.lengths.reduce((sum, length) => sum + length, 0) / this.lengths.length;
    const scores = new Map<number, number>();
    for (const stem of new Set(
      wordsOf(question)
        .filter((word) => !word.stop)
        .map((word) => word.stem),
    )) {
      const row = this.postings.get(stem);
      if (!row) continue;
      const idf = Math.log(1 + (this.passages.length - row.size + 0.5) / (row.size + 0.5));
      for (const [index, count] of row) {
        const length = this.lengths[index] ?? mean;
        const part = (idf * count * 2.2) / (count + 1.2 * (0.25 + (0.75 * length) / mean));
        scores.set(index, (scores.get(index) ?? 0) + part);
      }
    }
    return scores;
  }
}
