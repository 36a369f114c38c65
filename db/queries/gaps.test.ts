import { sql } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { anonymousAccess } from "../access";
import type { Queryable } from "../client";
import { describeEachDatabase } from "../testing/test-databases";
import { insertAnswerBodies, insertAnswers, type NewAnswer } from "./answers";
import { insertConversation } from "./conversations";
import { countGaps } from "./gaps";

const access = { ...anonymousAccess, userId: "ann" };

const answer = (id: string, more: Partial<NewAnswer> = {}): NewAnswer => ({
  id,
  owner: "ann",
  conversationId: null,
  question: "Who pays?",
  refused: true,
  reason: "not_found",
  confidence: null,
  model: "m",
  promptVersion: "p",
  result: { searched_for: "Who pays?" },
  trace: {},
  documents: [{ id: "doc_a", sourceId: "src_a" }],
  requestId: "req",
  traceId: "trace",
  ...more,
});

describeEachDatabase("Counting gaps", (test) => {
  beforeAll(async () => {
    // Of many conversations, so that no statistics make reading all of them look cheap.
    const others = Array.from({ length: 40 }, (_, index) => `con_${index}`);
    for (const id of ["con_a", ...others]) await insertConversation(test.db, { access, id, title: "T" });
    await insertAnswerBodies(test.db, [
      { id: "body", result: { searched_for: "What is the tariff?", answer: "?" }, trace: {} },
    ]);
    const many = Array.from({ length: 400 }, (_, index) => ({
      answer: answer(`ans_${index}`, { conversationId: index < 200 ? `con_${index % 40}` : null }),
      citations: [],
    }));
    await insertAnswers(test.db, [
      ...many,
      {
        answer: answer("cached", { result: {} }),
        citations: [],
        body: { id: "body", result: {}, trace: {} },
      },
      {
        answer: answer("other", { owner: null, documents: [] }),
        citations: [],
      },
      {
        answer: answer("before", {
          conversationId: "con_a",
          refused: false,
          documents: [{ id: "doc_b", sourceId: "src_b" }],
        }),
        citations: [],
      },
      {
        answer: answer("filled", {
          conversationId: "con_a",
          question: "And who pays for it?",
          result: { searched_for: "Who pays for the tariff?" },
        }),
        citations: [],
      },
    ]);
  });

  it("counts a batch in one statement, each question for who asked it, as it was searched for", async () => {
    const batch = [
      { id: "gap_1", fingerprint: "tariff", answerId: "cached", times: 3 },
      { id: "gap_2", fingerprint: "pays", answerId: "ans_7" },
      { id: "gap_3", fingerprint: "pays", answerId: "other", times: 2 },
      { id: "gap_4", fingerprint: "tariff pays", answerId: "filled" },
    ];
    await countGaps(test.db, batch);
    await countGaps(test.db, batch);
    expect(await askers(test.db)).toEqual([
      { fingerprint: "pays", asker: "", question: "Who pays?", answer: "other", documents: [], times: 4 },
      {
        fingerprint: "pays",
        asker: "ann",
        question: "Who pays?",
        answer: "ans_7",
        documents: ["doc_a"],
        times: 2,
      },
      {
        fingerprint: "tariff",
        asker: "ann",
        question: "What is the tariff?",
        answer: "cached",
        documents: ["doc_a"],
        times: 6,
      },
      {
        fingerprint: "tariff pays",
        asker: "ann",
        question: "Who pays for the tariff?",
        answer: "filled",
        documents: ["doc_a", "doc_b"],
        times: 2,
      },
    ]);
    await countGaps(test.db, []);
  });

  it("opens a resolved gap again and leaves a dismissed one", async () => {
    await countGaps(test.db, [
      { id: "gap_5", fingerprint: "resolved", answerId: "ans_1" },
      { id: "gap_6", fingerprint: "dismissed", answerId: "ans_1" },
    ]);
    await test.db.execute(
      sql`update gaps set state = fingerprint where fingerprint in ('resolved', 'dismissed')`,
    );
    await countGaps(test.db, [
      { id: "gap_7", fingerprint: "dismissed", answerId: "ans_2" },
      { id: "gap_8", fingerprint: "resolved", answerId: "ans_2" },
    ]);
    expect(
      await test.db.execute(
        sql`select fingerprint, state from gaps where fingerprint in ('resolved', 'dismissed') order by 1`,
      ),
    ).toEqual([
      { fingerprint: "dismissed", state: "dismissed" },
      { fingerprint: "resolved", state: "open" },
    ]);
  });

  it("reads the answers it counts and those of their conversation, however many there are", async () => {
    // Of the connection, not of the transaction alone: what came before is taken off.
    const read = async (tx: Queryable) => {
      const [row] = await tx.execute<{ scanned: number; fetched: number }>(sql`
        select seq_tup_read::int as scanned, idx_tup_fetch::int as fetched
        from pg_stat_xact_user_tables where relname = 'answers'`);
      return row ?? { scanned: Number.NaN, fetched: Number.NaN };
    };
    const readBy = (answerId: string) =>
      test.db.transaction(async (tx) => {
        const before = await read(tx);
        await countGaps(tx, [{ id: `gap_of_${answerId}`, fingerprint: answerId, answerId }]);
        const after = await read(tx);
        return { scanned: after.scanned - before.scanned, fetched: after.fetched - before.fetched };
      });
    expect(await readBy("ans_300")).toEqual({ scanned: 0, fetched: 1 });
    // Itself, and the two of its conversation.
    expect(await readBy("filled")).toEqual({ scanned: 0, fetched: 3 });
  });
});

async function askers(db: Queryable): Promise<unknown[]> {
  return db.execute(sql`
    select g.fingerprint, k.asker, k.question, k.answer_id as answer, k.times,
      (select coalesce(array_agg(d order by d), '{}') from unnest(k.document_ids) d) as documents
    from gaps g join gap_askers k on k.gap_id = g.id order by g.fingerprint, k.asker`);
}
