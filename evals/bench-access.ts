// npm run bench:access: what rights cost a search. The same number of chunks in 1, 100 and 1,000 sources, asked in
// turns by somebody in 50 groups who reads every source by grants alone, and by anybody while all are open.
//
//   npm run bench:access -- [--database postgres://…] [--chunks 10000] [--queries 40]
import { parseArgs } from "node:util";
import type { Access } from "@/db/access";
import type { Database } from "@/db/client";
import { readCandidates } from "@/db/queries/read-candidates";
import { searchText } from "@/db/queries/search-text";
import { searchVector } from "@/db/queries/search-vector";
import { insertCorpus } from "@/db/testing/insert-corpus";
import { openScratchDatabase } from "@/db/testing/scratch-database";

const { values } = parseArgs({
  options: {
    database: { type: "string" },
    chunks: { type: "string", default: "10000" },
    queries: { type: "string", default: "40" },
  },
});
const dimensions = 384;
const groups = Array.from({ length: 50 }, (_, number) => `grp_${number}`);
const granted: Access = { userId: "usr_bench", groupIds: groups, suiteSourceIds: [] };
const nobody: Access = { userId: null, groupIds: [], suiteSourceIds: [] };

let seed = 7;
const random = () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 4_294_967_296;
};
const words = Array.from({ length: 4000 }, (_, number) => `w${number.toString(36)}x`);
const word = () => words[Math.floor(words.length * random() ** 3)] ?? "w0x";
const sentence = (length: number) => Array.from({ length }, word).join(" ");
const vector = () => {
  const raw = Float32Array.from({ length: dimensions }, () => random() - 0.5);
  const norm = Math.hypot(...raw);
  return raw.map((value) => value / norm);
};

console.log("| sources | groups | p50 by grants (ms) | p50 open to everyone (ms) | ratio |");
console.log("|---|---|---|---|---|");
for (const sources of [1, 100, 1000]) await bench(sources);

async function bench(sources: number): Promise<void> {
  const { db, drop } = await openScratchDatabase({ url: values.database });
  try {
    const perSource = Math.ceil(Number(values.chunks) / sources);
    for (let number = 0; number < sources; number++)
      await insertCorpus(db, {
        source: { id: `src_${number}` },
        model: "bench",
        documents: Array.from({ length: Math.ceil(perSource / 10) }, (_, at) => ({
          id: `doc_${number}_${at}`,
          chunks: Array.from({ length: Math.min(10, perSource) }, () => ({
            text: sentence(40),
            vector: vector(),
          })),
        })),
      });
    // Three groups a source, all of them the asker's.
    await db.$client`insert into source_grants (source_id, subject_kind, subject_id)
      select id, 'group', 'grp_' || (substr(id, 5)::int * 7 + g * 11) % 50 from sources, generate_series(1, 3) g`;
    await db.$client.unsafe("analyze");
    const kinds = [
      ["granted", granted],
      ["everyone", nobody],
    ] as const;
    const times = new Map<string, number[]>(kinds.map(([visibility]) => [visibility, []]));
    // In turns, so that whatever else the machine does falls on all alike.
    for (let round = 0; round < 4; round++) {
      for (const [visibility, access] of kinds) {
        await db.$client`update sources set visibility = ${visibility}`;
        for (let query = -3; query < Number(values.queries) / 4; query++) {
          const ms = await search(db, access);
          if (query >= 0) times.get(visibility)?.push(ms);
        }
      }
    }
    const p50 = (name: string) =>
      [...(times.get(name) ?? [])].sort((a, b) => a - b)[Math.floor(Number(values.queries) / 2)] ?? 0;
    const [granted50, open50] = [p50("granted"), p50("everyone")];
    console.log(
      `| ${sources} | 50 | ${granted50.toFixed(1)} | ${open50.toFixed(1)} | ${(granted50 / open50).toFixed(2)} |`,
    );
  } finally {
    await drop();
  }
}

/** Both searches and the reading of what they found; milliseconds. */
async function search(db: Database, access: Access): Promise<number> {
  const query = vector();
  const terms = sentence(6).split(" ");
  const startedAt = performance.now();
  const near = await searchVector(db, { access, model: "bench", vector: query, limit: 50 });
  const text = await searchText(db, { access, terms, limit: 50 });
  const chunkIds = [...new Set([...near, ...text].map(({ chunkId }) => chunkId))].slice(0, 50);
  await readCandidates(db, { access, chunkIds, model: "bench", vector: query });
  return performance.now() - startedAt;
}
