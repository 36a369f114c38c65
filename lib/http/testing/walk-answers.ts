// Questions, answers, conversations, gaps, and the door for chat clients.
import type { Documents } from "./walk-documents";
import type { People } from "./walk-people";

const question = "How many days of annual leave do full-time employees in Hamburg receive?";

/** Ends with an answer that was given, and its id. */
export async function walkAnswers({ ada }: People, { leaveId }: Documents): Promise<{ answerId: string }> {
  await ada.send("post /api/search", { body: { query: "annual leave in Hamburg", top_k: 2 } });
  const answer = await ada.send("post /api/ask", { body: { question } });
  const params = { id: answer.id };
  await ada.send("get /api/answers/{id}", { params });
  await ada.send("get /api/answers/{id}/trace", { params });
  await ada.send("get /api/answers/{id}/events", { params, headers: { accept: "text/event-stream" } });
  await ada.send("post /api/answers/{id}/stop", { params });
  await ada.send("put /api/answers/{id}/feedback", {
    params,
    body: { rating: "down", reason: "incomplete" },
  });
  await ada.send("get /api/documents/{id}/answers", { params: { id: leaveId } });
  await ada.send("get /api/suggestions");

  const unknown = await ada.send("post /api/ask", {
    body: { question: "Who won the football cup in 1974?", conversation_id: "new" },
    aside: true,
  });
  const gap = await ada.send("post /api/gaps", {
    body: { answer_id: unknown.id, comment: "Asked every month." },
  });
  await ada.send("get /api/gaps");
  await ada.send("patch /api/gaps/{id}", { params: { id: gap.id }, body: { state: "dismissed" } });
  const conversation = { params: { id: unknown.conversation_id } };
  await ada.send("get /api/conversations");
  await ada.send("get /api/conversations/{id}", conversation);
  await ada.send("patch /api/conversations/{id}", { ...conversation, body: { pinned: true } });
  await ada.send("delete /api/conversations/{id}", conversation);

  await ada.send("get /api/v1/models");
  await ada.send("post /api/v1/chat/completions", {
    body: { model: "groundwork", messages: [{ role: "user", content: question }] },
  });
  return { answerId: answer.id };
}
