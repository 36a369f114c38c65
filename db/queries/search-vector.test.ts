import { sql } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { type Access, anonymousAccess } from "../access";
import { insertCorpus } from "../testing/insert-corpus";
import { describeEachDatabase } from "../testing/test-databases";
import { searchVector } from "./search-vector";
import { dropVectorIndex, ensureVectorIndex, vectorIndex } from "./vector-index";

const model = "test/8";
/** A unit vector in the plane of the first two of eight axes. */
const at = (degrees: number) =>
  Float32Array.from([
    Math.cos((degrees * Math.PI) / 180),
    Math.sin((degrees * Math.PI) / 180),
    0,
    0,
    0,
    0,
    0,
    0,
  ]);

describeEachDatabase("Vector search", (test) => {
  const angles = [5, 170, 40, 10, 90, 60, 130, 20];
  let ids: Map<string, number[]>;
  beforeAll(async () => {
    ids = await insertCorpus(test.db, {
      source: { id: "src_open" },
      model,
      documents: angles.map((angle) => ({
        id: `angle_${angle}`,
        chunks: [{ text: `${angle}`, vector: at(angle) }],
      })),
    });
    await insertCorpus(test.db, {
      source: { id: "src_closed", visibility: "granted" },
      model,
      documents: [{ id: "closed", chunks: [{ text: "closed", vector: at(0) }] }],
    });
    await insertCorpus(test.db, {
      source: { id: "src_open" },
      model: "other",
      documents: [{ id: "other_model", chunks: [{ text: "other", vector: [1, 0, 0] }] }],
    });
    await insertCorpus(test.db, {
      source: { id: "src_open" },
      model,
      documents: [{ id: "staged", visible: false, chunks: [{ text: "staged", vector: at(0) }] }],
    });
  });

  const documentsOf = async (access: Access, limit = 4) => {
    const hits = await searchVector(test.db, { access, model, vector: at(0), limit });
    const names = new Map(
      [...ids].flatMap(([name, [id]]) => (id === undefined ? [] : [[id, name] as const])),
    );
    return hits.map((hit) => ({ document: names.get(hit.chunkId) ?? "?", score: hit.score }));
  };

  it("returns the nearest vectors in the order of their angles, with the cosine as score", async () => {
    const hits = await documentsOf(anonymousAccess);
    expect(hits.map((hit) => hit.document)).toEqual(["angle_5", "angle_10", "angle_20", "angle_40"]);
    for (const [index, degrees] of [5, 10, 20, 40].entries())
      expect(hits[index]?.score).toBeCloseTo(Math.cos((degrees * Math.PI) / 180), 5);
  });

  it("never returns what the caller may not read, what is staged, or another model's", async () => {
    const hits = await searchVector(test.db, { access: anonymousAccess, model, vector: at(0), limit: 50 });
    expect(hits).toHaveLength(angles.length);
    const nobody = { userId: null, groupIds: [], suiteSourceIds: ["src_open"] };
    expect(await searchVector(test.db, { access: nobody, model, vector: at(0), limit: 50 })).toEqual([]);
  });

  it("returns what was granted to the caller", async () => {
    await test.db.execute(
      sql`insert into source_grants (source_id, subject_kind, subject_id) values ('src_closed', 'user', 'usr_1')`,
    );
    const hits = await searchVector(test.db, {
      access: { userId: "usr_1", groupIds: [], suiteSourceIds: [] },
      model,
      vector: at(0),
      limit: 1,
    });
    expect(hits[0]?.score).toBeCloseTo(1, 5);
  });
});

const dimensions = 32;
const many = 3000;
/** Clustered vectors from a fixed seed, as texts on some topics would give. */
function makeVectors(): { vectors: Float32Array[]; queries: Float32Array[] } {
  let state = 7;
  const random = () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648 - 0.5;
  };
  const vector = (around?: Float32Array) => {
    const raw = Float32Array.from(
      { length: dimensions },
      (_, axis) => random() + (around?.[axis] ?? 0) * 1.2,
    );
    const length = Math.hypot(...raw);
    return raw.map((value) => value / length);
  };
  const topics = Array.from({ length: 40 }, () => vector());
  return {
    vectors: Array.from({ length: many }, (_, index) => vector(topics[index % topics.length])),
    queries: Array.from({ length: 20 }, (_, index) => vector(topics[index % topics.length])),
  };
}

describeEachDatabase("The vector index", (test) => {
  const { vectors, queries } = makeVectors();
  const indexed = "clustered/32";
  beforeAll(async () => {
    const documents = vectors.map((vector, index) => ({
      id: `v_${index}`,
      chunks: [{ text: `${index}`, vector }],
    }));
    // One document in a hundred stands in a source of its own: all that a narrow caller may see.
    const narrow = documents.filter((_, index) => index % 100 === 0);
    await insertCorpus(test.db, {
      source: { id: "src_wide", visibility: "granted" },
      model: indexed,
      documents: documents.filter((_, index) => index % 100 !== 0),
    });
    await insertCorpus(test.db, { source: { id: "src_narrow" }, model: indexed, documents: narrow });
    await test.db.execute(
      sql`insert into source_grants (source_id, subject_kind, subject_id) values ('src_wide', 'group', 'all')`,
    );
    await test.db.execute(sql`analyze`);
  });
  const everything = { userId: null, groupIds: ["all"], suiteSourceIds: [] };

  const recallAt10 = async (access: Access, exactScan: number) => {
    let found = 0;
    let wanted = 0;
    for (const vector of queries) {
      const options = { access, model: indexed, vector, limit: 10 };
      const exact = await searchVector(test.db, { ...options, exact: true });
      const approximate = new Set(
        (await searchVector(test.db, { ...options, exactScanLimit: exactScan })).map((hit) => hit.chunkId),
      );
      wanted += exact.length;
      found += exact.filter((hit) => approximate.has(hit.chunkId)).length;
    }
    return found / wanted;
  };

  it("isn't made while an exact scan is quick enough", async () => {
    expect(await ensureVectorIndex(test.db, { model: indexed, dimensions })).toMatchObject({ state: "scan" });
    expect(await vectorIndex(test.db, { model: indexed })).toBeUndefined();
  });

  it("is made once, and used", async () => {
    const made = await ensureVectorIndex(test.db, { model: indexed, dimensions, above: 1000 });
    expect(made.state).toBe("built");
    expect(await ensureVectorIndex(test.db, { model: indexed, dimensions, above: 1000 })).toMatchObject({
      state: "there",
    });
    const before = await scans();
    await searchVector(test.db, {
      access: everything,
      model: indexed,
      vector: queries[0] ?? at(0),
      limit: 10,
      exactScanLimit: 0,
    });
    await expect.poll(scans, { timeout: 10_000 }).toBeGreaterThan(before);
  });

  const scans = async () => {
    const [row] = await test.db.execute<{ scans: number }>(
      sql`select coalesce(sum(idx_scan), 0)::int as scans from pg_stat_user_indexes where indexrelname like 'embeddings_hnsw%'`,
    );
    return row?.scans ?? 0;
  };

  it("finds at least 95 of 100 of the ten nearest of an exact scan", async () => {
    expect(await recallAt10(everything, 0)).toBeGreaterThanOrEqual(0.95);
  });

  it("finds as many for a caller who may see one document in a hundred, by the index alone and as used", async () => {
    expect(await recallAt10(anonymousAccess, 0)).toBeGreaterThanOrEqual(0.95);
    expect(await recallAt10(anonymousAccess, 20_000)).toBe(1);
  });

  it("can be dropped, and search goes on without it", async () => {
    await dropVectorIndex(test.db, { model: indexed });
    expect(await vectorIndex(test.db, { model: indexed })).toBeUndefined();
    expect(await recallAt10(everything, 0)).toBe(1);
  });
});
