import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { anonymousAccess as access } from "@/db/access";
import { sweepConversations } from "@/db/queries/conversations";
import { describeEachDatabase } from "@/db/testing/test-databases";
import { getAnswerTrace } from "@/lib/ask/get-answer";
import { ask, ingest, leave2025, parking, setEnv } from "@/lib/ask/testing/ask-fixture";
import { deleteConversation, patchConversation } from "./change-conversation";
import { changeGap, listGaps, reportGap } from "./gaps";
import { getConversation } from "./get-conversation";
import { listConversations } from "./list-conversations";
import { rateAnswer } from "./rate-answer";
import { conversationListQuerySchema } from "./schema";

const list = (query: object = {}, as = access) =>
  listConversations({ access: as, query: conversationListQuerySchema.parse(query) });

describeEachDatabase("Conversations", (test) => {
  beforeAll(async () => {
    await ingest(test.db, [leave2025, parking]);
  });
  beforeEach(async () => {
    setEnv({ ASK_MIN_CONFIDENCE: "0" });
    await test.db.$client`delete from conversations`;
  });
  afterEach(() => setEnv({ ASK_MIN_CONFIDENCE: undefined, UNDO_SECONDS: undefined }));

  const begin = async (question: string) => {
    const answer = await ask({ question, conversation_id: "new" });
    return { answer, id: answer.conversation_id ?? "" };
  };

  it("begin with a question, take its title from it and go on with follow-ups", async () => {
    const { id, answer } = await begin(
      "how many days of annual leave do full-time employees in Bristol receive?",
    );
    const followUp = await ask({ question: "And in Hamburg?", conversation_id: id });
    expect(followUp.answer).toContain("30 days");
    const again = await ask({ question: "What about Bristol?", conversation_id: id });
    expect(again.searched_for).toContain("in Bristol");
    const detail = await getConversation({ access, id });
    expect(detail.title).toBe("How many days of annual leave do full-time employees in Bristol…");
    expect(detail.messages.map(({ role, text }) => [role, text])).toEqual([
      ["user", answer.question],
      ["assistant", answer.answer],
      ["user", "And in Hamburg?"],
      ["assistant", followUp.answer],
      ["user", "What about Bristol?"],
      ["assistant", again.answer],
    ]);
    expect(detail.messages[1]?.answer).toEqual(answer);
  });

  it("take two questions at once without losing one", async () => {
    const { id } = await begin("Where do visitors park?");
    await Promise.all([
      ask({ question: "When does the gate close?", conversation_id: id }),
      ask({ question: "When does the barrier code change?", conversation_id: id }),
    ]);
    expect((await getConversation({ access, id })).messages.length).toBe(6);
  });

  it("are listed pinned first, then the latest, page by page, and found by what was said in them", async () => {
    const first = await begin("Where do visitors park?");
    const second = await begin("When does the gate close?");
    const third = await begin("When does the barrier code change?");
    await patchConversation({ access, id: first.id, patch: { pinned: true } });
    const order = [first.id, third.id, second.id];
    expect((await list()).data.map((item) => item.id)).toEqual(order);
    const pages: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await list({ limit: 1, ...(cursor && { cursor }) });
      pages.push(...page.data.map((item) => item.id));
      cursor = page.next_cursor;
    }
    expect(pages).toEqual(order);
    expect((await list({ q: "21:30" })).data.map((item) => item.id)).toEqual([second.id]);
    expect((await list({ q: "100%_" })).data).toEqual([]);
    await expect(list({ cursor: "nonsense" })).rejects.toMatchObject({ code: "invalid_request" });
  });

  it("are renamed, deleted, brought back in time, and erased with their answers afterwards", async () => {
    const { id, answer } = await begin("Where do visitors park?");
    expect((await patchConversation({ access, id, patch: { title: "Parking" } })).title).toBe("Parking");
    await deleteConversation({ access, id });
    await expect(getConversation({ access, id })).rejects.toMatchObject({ code: "not_found" });
    expect((await list()).data).toEqual([]);
    await expect(patchConversation({ access, id, patch: { title: "x" } })).rejects.toMatchObject({
      code: "not_found",
    });
    await patchConversation({ access, id, patch: { deleted: false } });
    expect((await getConversation({ access, id })).title).toBe("Parking");
    await deleteConversation({ access, id });
    setEnv({ UNDO_SECONDS: "0" });
    await expect(patchConversation({ access, id, patch: { deleted: false } })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await sweepConversations(test.db, { undoSeconds: 0 })).toBe(1);
    const rows = await test.db.$client`select id from answers where id = ${answer.id}`;
    expect(rows.length).toBe(0);
  });

  it("belong to one person: to others they don't exist", async () => {
    const { id } = await begin("Where do visitors park?");
    const other = { ...access, userId: "somebody else" };
    expect((await list({}, other)).data).toEqual([]);
    await expect(getConversation({ access: other, id })).rejects.toMatchObject({ code: "not_found" });
    await expect(deleteConversation({ access: other, id })).rejects.toMatchObject({ code: "not_found" });
    await expect(ask({ question: "Why?", conversation_id: id }, { access: other })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("withhold from an answer what rests on a source that its reader lost, and keep the rest", async () => {
    const { id, answer } = await begin(
      "How many days of annual leave do full-time employees in Bristol receive, and where do visitors park?",
    );
    expect(answer.answer).toContain("27 days");
    expect(answer.answer).toContain("level 2");
    await test.db.$client`update sources set visibility = 'granted' where name = 'Facilities'`;
    try {
      const [, message] = (await getConversation({ access, id })).messages;
      expect(message?.text).toContain("27 days");
      expect(message?.text).toContain("no longer read");
      expect(JSON.stringify(message)).not.toContain("level 2");
      expect(message?.text).toBe(message?.answer?.answer);
      expect(message?.answer?.citations.map(({ title }) => title)).not.toContain("Parking");
      const trace = await getAnswerTrace({ access, id: answer.id });
      expect(trace.considered.length).toBeGreaterThan(0);
      expect(JSON.stringify(trace)).not.toMatch(/Parking|barrier/);
      expect((await list({ q: "level 2" })).data).toEqual([]);
    } finally {
      await test.db.$client`update sources set visibility = 'everyone' where name = 'Facilities'`;
    }
    expect((await getConversation({ access, id })).messages[1]?.answer).toEqual(answer);
  });

  it("fill no follow-up in from an answer that its reader lost, and don't show what was filled in before", async () => {
    const { id } = await begin("How many days of annual leave do full-time employees in Bristol receive?");
    const followUp = await ask({ question: "And in Hamburg?", conversation_id: id });
    await test.db.$client`update sources set visibility = 'granted' where name = 'People'`;
    try {
      const message = (await getConversation({ access, id })).messages[3];
      expect(followUp.searched_for).toContain("annual leave");
      expect(message?.answer?.searched_for).toBe("And in Hamburg?");
      expect(JSON.stringify(message)).not.toContain("leave");
      const again = await ask({ question: "What about Bristol?", conversation_id: id });
      expect(again.searched_for).not.toContain("leave");
    } finally {
      await test.db.$client`update sources set visibility = 'everyone' where name = 'People'`;
    }
  });

  it("keep what people think of an answer: what was said last counts", async () => {
    const { id, answer } = await begin("Where do visitors park?");
    await rateAnswer({ access, answerId: answer.id, feedback: { rating: "up" } });
    await rateAnswer({
      access,
      answerId: answer.id,
      feedback: { rating: "down", reason: "incomplete", comment: "And bicycles?" },
    });
    expect((await getConversation({ access, id })).messages[1]?.feedback).toEqual({
      rating: "down",
      reason: "incomplete",
      comment: "And bicycles?",
    });
    await expect(
      rateAnswer({ access, answerId: "ans_none", feedback: { rating: "up" } }),
    ).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("report gaps, which alike questions share, and which can be resolved and dismissed", async () => {
    setEnv({ ASK_MIN_CONFIDENCE: "1" });
    const answer = await ask("How heavy is the GW-5 gateway?");
    const gap = await reportGap({
      access,
      report: { answer_id: answer.id, comment: "Needed for shipping." },
    });
    expect(gap).toMatchObject({
      count: 1,
      reported_count: 1,
      state: "open",
      comment: "Needed for shipping.",
    });
    await ask("GW-5 gateway: how heavy?");
    const open = () => listGaps({ access, query: { state: "open", least: 2, limit: 50 } });
    expect((await open()).data.find((item) => item.id === gap.id)).toMatchObject({ count: 2 });
    await changeGap({ access, id: gap.id, state: "resolved" });
    expect((await open()).data.some((item) => item.id === gap.id)).toBe(false);
    await ask("How heavy is the GW-5 gateway?");
    expect((await open()).data.find((item) => item.id === gap.id)).toMatchObject({ count: 3, state: "open" });
    await changeGap({ access, id: gap.id, state: "dismissed" });
    await ask("How heavy is the GW-5 gateway?");
    expect((await open()).data.some((item) => item.id === gap.id)).toBe(false);
    await expect(changeGap({ access, id: "gap_none", state: "open" })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(reportGap({ access, report: { answer_id: "ans_none" } })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("show nobody's unreported question to others, and a reported one to those who may read its documents", async () => {
    setEnv({ ASK_MIN_CONFIDENCE: "1" });
    const person = (userId: string) => ({ ...access, userId });
    const [asker, editor] = [person("asker"), person("editor")];
    const seenBy = async (who: typeof asker) =>
      (await listGaps({ access: who, query: { state: "open", least: 1, limit: 50 } })).data;
    const answer = await ask("When is the barrier painted purple?", { access: asker });
    await ask("When is the barrier painted purple?", { access: asker });
    expect(await seenBy(asker)).toMatchObject([
      { question: "When is the barrier painted purple?", count: 2, last_answer_id: expect.any(String) },
    ]);
    expect(await seenBy(editor)).toEqual([]);
    const { id } = await reportGap({ access: asker, report: { answer_id: answer.id } });
    expect(await seenBy(editor)).toMatchObject([{ id, count: 2, reported_count: 1, last_answer_id: null }]);
    await test.db.$client`update sources set visibility = 'granted' where name = 'Facilities'`;
    try {
      expect(await seenBy(editor)).toEqual([]);
      await expect(changeGap({ access: editor, id, state: "dismissed" })).rejects.toMatchObject({
        code: "not_found",
      });
    } finally {
      await test.db.$client`update sources set visibility = 'everyone' where name = 'Facilities'`;
    }
    await expect(reportGap({ access: editor, report: { answer_id: answer.id } })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
