// npm run bench:search-latency: what a search costs by part, beside the embedding and the SQL that it can't do without.
//
//   npm run bench:search-latency -- [--database postgres://…] [--sizes 1000,10000] [--queries 60] [--index]
//
// Chunks are sentences over a vocabulary with the word frequencies of ordinary text, vectors are clustered; both come
// from a fixed seed, so that any size can be had. --index builds the HNSW index where the size asks for one.
import { parseArgs } from "node:util";
import { anonymousAccess } from "@/db/access";
import type { Database } from "@/db/client";
import { textEngine } from "@/db/queries/ensure-indexes";
import { queryTerms } from "@/db/queries/query-terms";
import { readCandidates } from "@/db/queries/read-candidates";
import { searchText } from "@/db/queries/search-text";
import { searchVector } from "@/db/queries/search-vector";
import { ensureVectorIndex, exactScanLimit } from "@/db/queries/vector-index";
import { type CorpusDocument, insertCorpus } from "@/db/testing/insert-corpus";
import { openScratchDatabase } from "@/db/testing/scratch-database";
import { embeddingModel } from "@/lib/models/embedding-model";
import { searchChunks } from "@/lib/retrieval/search-chunks";

const { values } = parseArgs({
  options: {
    database: { type: "string" },
    sizes: { type: "string", default: "1000,10000" },
    queries: { type: "string", default: "60" },
    index: { type: "boolean", default: false },
  },
});
const model = await embeddingModel();
const random = randomFrom(42);
const vocabulary = Array.from({ length: 30_000 }, (_, index) => wordOf(index));
const topics = Array.from({ length: 200 }, () => unit(() => random() - 0.5));

console.log(
  "| chunks | text by | embed | vector | text | fuse | rerank | total p50 | p95 | embedding + SQL p50 | ratio |",
);
console.log("|---|---|---|---|---|---|---|---|---|---|---|");
for (const size of values.sizes.split(",").map(Number)) await benchSize(size);

async function benchSize(size: number): Promise<void> {
  const { db, drop } = await openScratchDatabase({ url: values.database });
  try {
    for (let start = 0; start < size; start += 5000) {
      const documents = Array.from({ length: Math.min(5000, size - start) / 5 }, (_, index) =>
        document(start / 5 + index),
      );
      await insertCorpus(db, { source: { id: "src_bench" }, model: model.id, documents });
    }
    await db.$client.unsafe("analyze");
    if (values.index && size > exactScanLimit) {
      const built = await ensureVectorIndex(db, { model: model.id, dimensions: model.dimensions });
      console.error(`HNSW over ${size} vectors: ${built.seconds.toFixed(1)} s`);
      console.error(`recall@10 against the exact scan: ${(await recall(db)).toFixed(3)}`);
    }
    await measure(db, size);
  } finally {
    await drop();
  }
}

async function measure(db: Database, size: number): Promise<void> {
  const engine = await textEngine(db);
  const rows: Record<string, number>[] = [];
  for (let run = -5; run < Number(values.queries); run++) {
    const query = sentence(9);
    const raw = await rawCost(db, query);
    const startedAt = performance.now();
    const { timings } = await searchChunks(db, {
      access: anonymousAccess,
      query: sentence(9),
      topK: 10,
      cache: false,
    });
    const total = performance.now() - startedAt;
    if (run >= 0) rows.push({ ...timings, total, raw });
  }
  const p = (name: string, share: number) => {
    const sorted = rows.map((row) => row[name] ?? 0).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length * share)] ?? 0;
  };
  const shown = ["embed_ms", "vector_ms", "text_ms", "fuse_ms", "rerank_ms", "total"].map((name) =>
    p(name, 0.5).toFixed(1),
  );
  const ratio = p("total", 0.5) / p("raw", 0.5);
  console.log(
    `| ${size} | ${engine} | ${shown.join(" | ")} | ${p("total", 0.95).toFixed(1)} | ${p("raw", 0.5).toFixed(1)} | ${ratio.toFixed(2)} |`,
  );
}

/** The embedding and the statements of one search, one after the other, with nothing around them. */
async function rawCost(db: Database, query: string): Promise<number> {
  const startedAt = performance.now();
  const access = anonymousAccess;
  const [vector = new Float32Array()] = await model.embed([query]);
  const { terms } = await queryTerms(db, { words: query.split(" ") });
  const text = await searchText(db, { access, terms: terms.map(({ term }) => term), limit: 50 });
  const near = await searchVector(db, { access, model: model.id, vector, limit: 50 });
  const chunkIds = [...new Set([...text, ...near].map(({ chunkId }) => chunkId))].slice(0, 50);
  await readCandidates(db, { access, chunkIds, model: model.id, vector });
  return performance.now() - startedAt;
}

async function recall(db: Database): Promise<number> {
  let found = 0;
  for (let run = 0; run < 30; run++) {
    const options = { access: anonymousAccess, model: model.id, vector: near(run), limit: 10 };
    const exact = await searchVector(db, { ...options, exact: true });
    const indexed = new Set((await searchVector(db, options)).map(({ chunkId }) => chunkId));
    found += exact.filter(({ chunkId }) => indexed.has(chunkId)).length / exact.length;
  }
  return found / 30;
}

function document(number: number): CorpusDocument {
  return {
    id: `doc_${number}`,
    title: sentence(3),
    chunks: Array.from({ length: 5 }, (_, index) => ({
      text: Array.from({ length: 10 }, () => `${sentence(14)}.`).join(" "),
      vector: near(number * 5 + index),
    })),
  };
}

function near(number: number): Float32Array {
  const topic = topics[number % topics.length];
  return unit((axis) => (topic?.[axis] ?? 0) + 0.06 * (random() - 0.5) * 2);
}

function unit(value: (axis: number) => number): Float32Array {
  const vector = Float32Array.from({ length: model.dimensions }, (_, axis) => value(axis));
  const length = Math.hypot(...vector);
  return vector.map((part) => part / length);
}

/** Words drawn by Zipf's law, the commonest first. */
function sentence(words: number): string {
  return Array.from({ length: words }, () => {
    const rank = Math.floor(Math.exp(random() * Math.log(vocabulary.length))) - 1;
    return vocabulary[rank] ?? "";
  }).join(" ");
}

function wordOf(index: number): string {
  const syllables = [
    "ba",
    "ke",
    "li",
    "mo",
    "nu",
    "ra",
    "se",
    "ti",
    "vo",
    "zu",
    "fra",
    "gle",
    "pri",
    "sto",
    "dum",
  ];
  let rest = index + syllables.length;
  let word = "";
  for (; rest > 0; rest = Math.floor(rest / syllables.length))
    word += syllables[rest % syllables.length] ?? "";
  return word;
}

function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
