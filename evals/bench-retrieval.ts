// npm run bench:retrieval: how well each way of searching finds what is right, all on the same chunks in one run.
//
//   BENCH_DATA_DIR=… npm run bench:retrieval -- [--database postgres://…] [--set NAME]… [--limit N] [--json FILE]
//
// Each set goes through the product's own parser and chunker into a scratch database of its own: a new embedded
// one, or a new database on the server that --database names, which is dropped at the end.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Database } from "@/db/client";
import { textEngine } from "@/db/queries/ensure-indexes";
import { searchText } from "@/db/queries/search-text";
import { searchVector } from "@/db/queries/search-vector";
import { openScratchDatabase } from "@/db/testing/scratch-database";
import { searchTsRank } from "@/db/testing/search-ts-rank";
import { env } from "@/lib/env/env";
import { type EmbeddingModel, embeddingModel } from "@/lib/models/embedding-model";
import { demoteDuplicates } from "@/lib/retrieval/demote-duplicates";
import { findCandidates } from "@/lib/retrieval/find-candidates";
import { rankCandidates } from "@/lib/retrieval/rank-candidates";
import { ranker } from "@/lib/retrieval/ranker";
import { heldBackArticles } from "./fit/load-squad";
import { pairedBootstrap } from "./retrieval/bootstrap";
import { type IndexedSet, indexSet } from "./retrieval/index-set";
import { loadDemoSet } from "./retrieval/load-demo-set";
import { type BenchQuery, type BenchSet, loadSets } from "./retrieval/load-sets";
import { scoresOf } from "./retrieval/scores";
import { withVectorCache } from "./retrieval/vector-cache";

const ways = ["ts_rank_cd", "vectors", "BM25", "hybrid", "hybrid+rerank"] as const;
type Way = (typeof ways)[number];
const depth = 50;

const { values } = parseArgs({
  options: {
    data: { type: "string" },
    database: { type: "string" },
    set: { type: "string", multiple: true },
    limit: { type: "string" },
    json: { type: "string" },
    cache: { type: "string", default: ".cache/bench" },
  },
});
const dataDir = values.data ?? env().BENCH_DATA_DIR;
const model = withVectorCache(await embeddingModel(), values.cache);
const sets = [...(dataDir ? await loadSets(dataDir) : []), await loadDemoSet()].filter(
  ({ name, documents }) => documents.length > 0 && (!values.set || values.set.includes(name)),
);
if (!dataDir) console.log("BENCH_DATA_DIR is not set: only the demo questions are run.\n");
const report: unknown[] = [];
for (const set of sets) await benchSet(set);
if (values.json) writeFileSync(values.json, `${JSON.stringify(report, undefined, 2)}\n`);

async function benchSet(set: BenchSet): Promise<void> {
  const { db, drop } = await openScratchDatabase({ url: values.database });
  try {
    const indexed = await indexSet(db, set, model);
    const step = values.limit ? Math.max(1, Math.ceil(set.queries.length / Number(values.limit))) : 1;
    const queries = set.queries.filter((_, index) => index % step === 0);
    const lists = new Map<Way, string[][]>(ways.map((way) => [way, []]));
    for (const query of queries) {
      const ranked = await rankAll({ db, indexed, query, model });
      for (const way of ways) lists.get(way)?.push(ranked[way]);
    }
    const engine = await textEngine(db);
    const kind = values.database ? "Postgres" : "embedded";
    console.log(
      `## ${set.name}: ${set.documents.length} documents, ${indexed.chunks} chunks, ${kind}, text by ${engine}\n`,
    );
    print(set.name, set.kind, queries, lists);
    const isHeldBack = ({ group }: BenchQuery) => heldBackArticles.has(group);
    if (queries.some(isHeldBack)) {
      const kept = queries.map((query, index) => ({ query, index })).filter(({ query }) => isHeldBack(query));
      const own = new Map([...lists].map(([way, all]) => [way, kept.map(({ index }) => all[index] ?? [])]));
      console.log(`### ${set.name}, the articles that nothing was fitted on\n`);
      print(
        `${set.name}/held-back`,
        set.kind,
        kept.map(({ query }) => query),
        own,
      );
    }
  } finally {
    model.save();
    await drop();
  }
}

async function rankAll(input: {
  db: Database;
  indexed: IndexedSet;
  query: BenchQuery;
  model: EmbeddingModel;
}): Promise<Record<Way, string[]>> {
  const { db, indexed, query, model } = input;
  const { access } = indexed;
  const text = query.text.slice(0, 2000);
  const found = await findCandidates(db, { access, query: text, model, each: depth, most: depth });
  const [vector = new Float32Array()] = await model.embed([text]);
  const near = await searchVector(db, { access, model: model.id, vector, limit: depth });
  const words = await searchText(db, { access, terms: found.question.terms, limit: depth });
  const tsRank = await searchTsRank(db, { access, query: text, limit: depth });
  const documents = (hits: { chunkId: number }[]) => [
    ...new Set(hits.map(({ chunkId }) => indexed.documentOf.get(chunkId) ?? "")),
  ];
  return {
    ts_rank_cd: documents(tsRank),
    vectors: documents(near),
    BM25: documents(words),
    hybrid: documents(found.candidates),
    "hybrid+rerank": documents(demoteDuplicates(rankCandidates(found.question, found.candidates))),
  };
}

function print(
  name: string,
  kind: BenchSet["kind"],
  queries: BenchQuery[],
  lists: Map<Way, string[][]>,
): void {
  const all = new Map(
    [...lists].map(([way, documents]) => [
      way,
      scoresOf(
        queries.map(({ relevant }, index) => ({
          documents: documents[index] ?? [],
          gradeOf: (document: string) => relevant.get(document) ?? 0,
          relevant: relevant.size,
        })),
      ),
    ]),
  );
  const measures = ["R@1", "R@5", "MRR@10", "nDCG@10"] as const;
  const mean = (numbers: number[]) =>
    numbers.reduce((sum, value) => sum + value, 0) / Math.max(1, numbers.length);
  console.log(
    `| ${queries.length} questions | ${measures.join(" | ")} |\n|---|${measures.map(() => "---").join("|")}|`,
  );
  for (const [way, scores] of all)
    console.log(`| ${way} | ${measures.map((measure) => mean(scores[measure]).toFixed(3)).join(" | ")} |`);
  const measure = kind === "one-right" ? "MRR@10" : "nDCG@10";
  const best = all.get("hybrid+rerank")?.[measure] ?? [];
  console.log(
    `\n${measure} of hybrid+rerank against the others, 95% interval of the paired difference (${ranker.id}):`,
  );
  const differences: Record<string, unknown> = {};
  for (const [way, scores] of all) {
    if (way === "hybrid+rerank") continue;
    const { difference, low, high } = pairedBootstrap(best, scores[measure]);
    differences[way] = { difference, low, high };
    console.log(`- ${way}: ${signed(difference)} (${signed(low)} to ${signed(high)})`);
  }
  console.log("");
  const means = Object.fromEntries(
    [...all].map(([way, scores]) => [way, Object.fromEntries(measures.map((of) => [of, mean(scores[of])]))]),
  );
  report.push({ name, questions: queries.length, means, measure, differences, ranker: ranker.id });
}

function signed(value: number): string {
  return `${value < 0 ? "" : "+"}${value.toFixed(3)}`;
}
