// `npm run demo [-- ADDRESS]`: asks a running Groundwork with the sample documents the demo questions, and
// writes what it answered into docs/demo.md.
import { writeFileSync } from "node:fs";
import { type Answer, answerSchema } from "@/lib/ask/schema";
import { type Document, documentListSchema } from "@/lib/documents/schema";
import { jobListSchema, jobSchema } from "@/lib/jobs/schema";
import { type DemoQuestion, loadDemoQuestions, notAsExpected } from "./demo-questions";

const address = process.argv[2] ?? "http://127.0.0.1:3000";
const questions = await loadDemoQuestions(process.cwd());

const documents = await allDocuments();
const ingestion = await firstJob();
const answers: { expected: DemoQuestion["expected"]; answer: Answer }[] = [];
for (const { question, expected } of questions) {
  const answer = answerSchema.parse(await call("/api/ask", { question }));
  answers.push({ expected, answer });
  console.log(`${notAsExpected(answer, expected) === null ? "ok  " : "MISS"} ${question}`);
}
const right = answers.filter(({ answer, expected }) => notAsExpected(answer, expected) === null).length;
writeFileSync("docs/demo.md", page());
console.log(`${right} of ${answers.length} as expected; docs/demo.md is written.`);
process.exitCode = right === answers.length ? 0 : 1;

function page(): string {
  const total = answers.map(({ answer }) => answer.latency_ms.total).sort((a, b) => a - b);
  return `# Demo

The sample documents, what reading them came to, and the 25 demo questions with the answers as they were given. Made by \`npm start\` in a fresh clone and then \`npm run demo\`. No language model was set: every sentence below is a document's own.

## Ingestion

${documents.length} documents of an invented company, ${documents.reduce((sum, document) => sum + document.chunk_count, 0)} chunks${ingestion}.

| type | documents | pages, slides or sheets | chunks |
| --- | --- | --- | --- |
${byType().join("\n")}

The same from a terminal: \`npm run ingest -- examples --source-from-folder --uri-root examples --exclude README.md --exclude demo_questions.json\`.

## Questions

${right} of ${answers.length} came out as expected: the documents answer 20 of them, which should cite the passage that proves it, and don't answer the other 5, which should be refused. What didn't is marked, and stands in \`evals/demo-questions.test.ts\` with the reason. Median ${Math.round(total[Math.floor(total.length / 2)] ?? 0)} ms, slowest ${Math.round(total.at(-1) ?? 0)} ms an answer.

${answers.map(({ answer, expected }, index) => section(answer, expected, index + 1)).join("\n\n")}
`;
}

function section(answer: Answer, expected: DemoQuestion["expected"], number: number): string {
  const lines = [`### ${number}. ${answer.question}`, "", quoteBlock(answer.answer), ""];
  for (const citation of answer.citations) {
    const place = [
      citation.section.at(-1),
      citation.page === null ? undefined : `page ${citation.page}`,
    ].filter(Boolean);
    lines.push(
      `- [${citation.marker}] \`${citation.uri}\`${place.length > 0 ? `, ${place.join(", ")}` : ""}: “${citation.quote.replace(/\s+/g, " ")}”`,
    );
  }
  const confidence = answer.confidence === null ? "" : ` · confidence ${answer.confidence.toFixed(2)}`;
  const verdict = notAsExpected(answer, expected) === null ? "" : " · **not as expected**";
  lines.push(
    "",
    `${answer.refused ? `refused: ${answer.reason}` : answer.support.replaceAll("-", " ")}${confidence} · ${Math.round(answer.latency_ms.total)} ms${verdict}`,
  );
  return lines.join("\n");
}

function quoteBlock(text: string): string {
  return text
    .split("\n")
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");
}

function byType(): string[] {
  const types = [...new Set(documents.map((document) => document.type))].sort();
  return types.map((type) => {
    const own = documents.filter((document) => document.type === type);
    const sum = (pick: (document: Document) => number) =>
      own.reduce((total, document) => total + pick(document), 0);
    return `| ${type} | ${own.length} | ${sum((document) => document.pages ?? 0) || "–"} | ${sum((document) => document.chunk_count)} |`;
  });
}

async function allDocuments(): Promise<Document[]> {
  const { data } = documentListSchema.parse(await call("/api/documents?limit=200&sort=title&order=asc"));
  return data;
}

/** What the job that read the samples took; nothing when it isn't there any more. */
async function firstJob(): Promise<string> {
  const { data } = jobListSchema.parse(await call("/api/jobs?limit=100"));
  const last = data.at(-1);
  if (!last) return "";
  const job = jobSchema.parse(await call(`/api/jobs/${last.id}`));
  if (!job.started_at || !job.finished_at) return "";
  const seconds = (Date.parse(job.finished_at) - Date.parse(job.started_at)) / 1000;
  return `, read in ${seconds.toFixed(1)} s (${(job.progress.chunks / seconds).toFixed(1)} chunks a second)`;
}

async function call(path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${address}${path}`, {
    ...(body && {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
