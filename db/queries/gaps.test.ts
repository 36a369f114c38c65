import { sql } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { anonymousAccess } from "../access";
import type { Queryable } from "../client";
import { describeEachDatabase } from "../testing/test-databases";
import { insertAnswerBodies, insertAnswers, type NewAnswer } from "./answers";
import { insertConversation } from "./conversations";
import { countGaps } from "./gaps";
import { insertGivenAnswers } from "./given-answers";

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

  it("stores answers of no conversation with all they leave behind as one by one, in one statement or not at all", async () => {
    const citation = {
      marker: 1,
      chunkId: 7,
      documentId: "doc_a",
      versionId: "ver_a",
      sourceId: "src_a",
      title: "Tariffs",
      page: null,
      section: ["1", 'With "quotes"'],
      quote: "Nobody pays.",
      start: 0,
      end: 12,
      effectiveDate: "2026-01-01",
    };
    const given = (prefix: string) => [
      { answer: answer(`${prefix}_1`, { result: {} }), citations: [], body },
      { answer: answer(`${prefix}_2`, { owner: null, documents: [] }), citations: [] },
      { answer: answer(`${prefix}_3`, { refused: false, reason: null }), citations: [citation] },
    ];
    const gaps = (prefix: string) => [
      { id: `gap_${prefix}_1`, fingerprint: `${prefix} who`, answerId: `${prefix}_1`, times: 2 },
      { id: `gap_${prefix}_2`, fingerprint: `${prefix} who`, answerId: `${prefix}_2`, times: 1 },
    ];
    const body = { id: "body_2", result: { searched_for: "Who pays?" }, trace: { steps: 1 } };
    await insertAnswerBodies(test.db, [body]);
    for (const one of given("one")) await insertAnswers(test.db, [one]);
    for (let time = 0; time < 2; time++) await countGaps(test.db, gaps("one"));

    const asked = (prefix: string) => gaps(prefix).map((gap) => ({ ...gap, question: "Who pays?" }));
    const unknown = { ...body, id: "body_3" };
    const withUnknown = given("lot").map((row) => ({ ...row, body: unknown }));
    await expect(
      insertGivenAnswers(test.db, { answers: withUnknown, bodies: [], gaps: asked("lot") }),
    ).rejects.toThrow();
    await insertGivenAnswers(test.db, { answers: given("lot"), bodies: [body], gaps: asked("lot") });
    await insertGivenAnswers(test.db, {
      answers: [{ answer: answer("more"), citations: [], body: unknown }],
      bodies: [unknown],
      gaps: [],
    });
    await insertGivenAnswers(test.db, { answers: [], bodies: [], gaps: [] });
    await countGaps(test.db, gaps("lot"));

    const left = async (prefix: string) =>
      JSON.parse(
        JSON.stringify([
          await test.db.execute(
            sql`select *, null as created_at from answers where id like ${`${prefix}\\_%`} order by id`,
          ),
          await test.db.execute(
            sql`select * from answer_citations where answer_id like ${`${prefix}\\_%`} order by answer_id`,
          ),
          (await askers(test.db)).filter((row) => Object(row).fingerprint === `${prefix} who`),
        ])
          .replaceAll(`${prefix}_`, "any_")
          .replaceAll(`${prefix} who`, "any who"),
      );
    const expected = await left("one");
    expect(expected.map((rows: unknown[]) => rows.length)).toEqual([3, 1, 2]);
    expect(await left("lot")).toEqual(expected);
    await test.db.execute(sql`delete from gaps where fingerprint in ('one who', 'lot who')`);
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
