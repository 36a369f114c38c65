// npm run search -- "…": the best chunks for a question, with their scores.
import { anonymousAccess } from "@/db/access";
import { closeDatabase, database } from "@/db/client";
import { AppError } from "@/lib/errors/app-error";
import { type SearchResult, searchRequestSchema } from "@/lib/retrieval/schema";
import { search } from "@/lib/retrieval/search";
import { filterUsage, questionArguments } from "../lib/question-arguments";

const usage = `npm run search -- "your question" ${filterUsage}`;
const { request, json } = questionArguments(usage, searchRequestSchema, ({ text, filters, top }) => ({
  query: text,
  top_k: top ?? 5,
  filters,
}));
const db = await database();
try {
  const response = await search({ access: anonymousAccess, request });
  if (json) console.log(JSON.stringify(response, null, 2));
  else print(response.results, response.latency_ms);
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  console.error(error.public);
  process.exitCode = 1;
} finally {
  await closeDatabase(db);
}

function print(results: SearchResult[], latency: Record<string, number>): void {
  if (results.length === 0) console.log("Nothing found.");
  for (const [index, result] of results.entries()) {
    const place = [result.section.join(" > "), result.page === null ? "" : `page ${result.page}`];
    console.log(`${index + 1}. ${[result.title, ...place].filter(Boolean).join(" · ")}`);
    const { vector, text, fused, rerank } = result.scores;
    const scores = { rerank, vector, text, fused };
    const shown = Object.entries(scores).map(
      ([name, score]) => `${name} ${score === null ? "-" : score.toFixed(3)}`,
    );
    console.log(`   ${shown.join("  ")}   ${result.source}: ${result.uri} [${result.start}-${result.end}]`);
    console.log(`   ${excerpt(result.text)}\n`);
  }
  const parts = Object.entries(latency).map(
    ([name, ms]) => `${name.replace(/_ms$/, "")} ${ms.toFixed(1)} ms`,
  );
  console.log(parts.join(", "));
}

function excerpt(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > 220 ? `${line.slice(0, 220)}…` : line;
}
