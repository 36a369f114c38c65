// npx tsx db/testing/bench-publish.ts [--database postgres://…] [--chunks 10000]: how long publishing a version holds the
// database, for a first version and for one that replaces another, both of that many chunks.
import { parseArgs } from "node:util";
import { sql } from "drizzle-orm";
import { insertChunks } from "../queries/staged-text";
import { publishVersion, stageVersions } from "../queries/versions";
import { openScratchDatabase } from "./scratch-database";

const { values } = parseArgs({
  options: { database: { type: "string" }, chunks: { type: "string", default: "10000" } },
});
const chunkCount = Number(values.chunks);
const batchSize = 32;
const { db, drop } = await openScratchDatabase({ url: values.database });
try {
  await db.execute(sql`insert into sources (id, name) values ('src_bench', 'Bench')`);
  await db.execute(
    sql`insert into originals (id, sha256, size_bytes, filename, media_type) values ('org_bench', 'x', 1, 'bench.txt', 'text/plain')`,
  );
  for (const number of [1, 2]) {
    const versionId = `ver_bench${number}`;
    await stageVersions(db, [
      {
        newDocumentId: `doc_bench${number}`,
        newVersionId: versionId,
        sourceId: "src_bench",
        uri: "bench.txt",
        title: "Bench",
        type: "text",
        originalId: "org_bench",
        contentHash: `hash${number}`,
      },
    ]);
    const stagedAt = performance.now();
    for (let from = 0; from < chunkCount; from += batchSize) await stageBatch(versionId, from);
    const publishedAt = performance.now();
    await db.transaction((tx) =>
      publishVersion(tx, {
        versionId,
        title: "Bench",
        type: "text",
        language: "en",
        textConfig: "english",
        effectiveDate: null,
        length: 1,
        pageCount: null,
        chunkCount,
        warnings: [],
        outline: [],
        tags: null,
      }),
    );
    const now = performance.now();
    const perChunk = (from: number, to: number) => `${((to - from) / chunkCount).toFixed(3)} ms a chunk`;
    console.log(
      `version ${number}, ${chunkCount} chunks: staged ${perChunk(stagedAt, publishedAt)}; published in ${(now - publishedAt).toFixed(0)} ms, ${perChunk(publishedAt, now)}`,
    );
  }
} finally {
  await drop();
}

async function stageBatch(versionId: string, from: number): Promise<void> {
  await insertChunks(db, {
    versionId,
    documentId: "doc_bench1",
    sourceId: "src_bench",
    textConfig: "english",
    vectors: [],
    chunks: Array.from({ length: Math.min(batchSize, chunkCount - from) }, (_, index) => ({
      ordinal: from + index,
      start: 0,
      end: 1,
      page: null,
      section: [],
      kind: "text",
      text: Array.from(
        { length: 150 },
        (_, word) => `word${(from + index) * 31 + word * word} common${word}`,
      ).join(" "),
      context: "Bench",
      tokenCount: 200,
    })),
  });
}
