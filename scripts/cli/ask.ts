// npm run ask -- "…": an answer, and the quotes that prove it.
import { anonymousAccess } from "@/db/access";
import { closeDatabase, database } from "@/db/client";
import { answerQuestion } from "@/lib/ask/answer-question";
import { type Answer, askRequestSchema, type Citation } from "@/lib/ask/schema";
import { AppError } from "@/lib/errors/app-error";
import { newRequestContext, withRequestContext } from "@/lib/telemetry/context";
import { filterUsage, questionArguments } from "../lib/question-arguments";

// The answer is what goes to standard output; log lines belong to the server.
process.env.LOG_LEVEL ??= "error";

const usage = `npm run ask -- "your question" ${filterUsage}`;
const { request, json } = questionArguments(usage, askRequestSchema, ({ text, filters, top }) => ({
  question: text,
  filters,
  ...(top !== undefined && { top_k: top }),
}));
const leaving = new AbortController();
process.once("SIGINT", () => leaving.abort());
const db = await database();
try {
  const context = newRequestContext();
  const answer = await withRequestContext(context, () =>
    answerQuestion({
      access: anonymousAccess,
      request,
      requestId: context.requestId,
      traceId: context.traceId,
      signal: leaving.signal,
    }),
  );
  console.log(json ? JSON.stringify(answer, null, 2) : forPeople(answer));
} catch (error) {
  if (leaving.signal.aborted) process.exitCode = 130;
  else if (error instanceof AppError) {
    console.error(error.public);
    process.exitCode = 1;
  } else throw error;
} finally {
  await closeDatabase(db);
}

function forPeople(answer: Answer): string {
  const lines = [answer.answer, ""];
  for (const citation of answer.citations) {
    lines.push(`[${citation.marker}] ${place(citation)}`, `    “${citation.quote.replace(/\s+/g, " ")}”`);
  }
  if (answer.nearest.length > 0) lines.push("Nearest passages:");
  for (const passage of answer.nearest.slice(0, 3)) {
    lines.push(`  - ${[passage.title, ...passage.section].join(" > ")} (${passage.source}: ${passage.uri})`);
  }
  for (const warning of answer.warnings) lines.push(`Note: ${warning}`);
  const sure = answer.confidence === null ? "not fitted" : `${Math.round(answer.confidence * 100)}%`;
  const said = answer.support.replaceAll("-", " ");
  lines.push("", `${said}; confidence ${sure}; ${answer.model}; ${Math.round(answer.latency_ms.total)} ms`);
  return lines.join("\n");
}

function place(citation: Citation): string {
  const page = citation.page === null ? [] : [`page ${citation.page}`];
  const where = [citation.title, ...citation.section].join(" > ");
  return `${[where, ...page].join(", ")} (${citation.source}: ${citation.uri})`;
}
