// Adds a text, follows its job, searches for it, asks about it, and asks once more with the answer as a stream.
//   GROUNDWORK_URL=http://127.0.0.1:3000 GROUNDWORK_KEY=gw_… npx tsx examples/client/main.ts
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "./client";

const client = new Client({
  address: process.env.GROUNDWORK_URL ?? "http://127.0.0.1:3000",
  key: process.env.GROUNDWORK_KEY,
});

const { job_id } = await client.call("post", "/api/documents", {
  body: {
    title: "Bicycle cellar",
    text: "The bicycle cellar is in house C. Its door opens with the staff badge from 6 to 22 o'clock.",
  },
});
let job = await client.call("get", "/api/jobs/{id}", { path: { id: job_id } });
while (job.finished_at === null) {
  await sleep(300);
  job = await client.call("get", "/api/jobs/{id}", { path: { id: job_id } });
}
console.log(`ingested: ${job.state}`);

const question = "When does the door of the bicycle cellar open with the staff badge?";
const { results } = await client.call("post", "/api/search", { body: { query: question, top_k: 3 } });
for (const { title, text } of results) console.log(`found: ${title}: ${text.slice(0, 60)}`);

const answer = await client.call("post", "/api/ask", { body: { question } });
console.log(`answer: ${answer.answer}`);
for (const { marker, title, quote } of answer.citations) console.log(`[${marker}] ${title}: ${quote}`);

for await (const event of client.ask({ question })) {
  if (event.type === "sentence-added") console.log(`streamed: ${event.sentence.text}`);
  if (event.type === "answer-completed") console.log(`cited: ${event.answer.citations.length}`);
  if (event.type === "answer-failed") throw new Error(event.problem.detail);
}
