// npm run search -- "…": the best chunks for a question, with their scores.
import { parseArgs } from "node:util";
import { anonymousAccess } from "@/db/access";
import { closeDatabase, database } from "@/db/client";
import { AppError } from "@/lib/errors/app-error";
import { type SearchResult, searchRequestSchema } from "@/lib/retrieval/schema";
import { search } from "@/lib/retrieval/search";

const usage = `npm run search -- "your question" [--top 10] [--source NAME]… [--type TYPE]… [--tag TAG]… [--from DAY] [--to DAY] [--json]`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    top: { type: "string", default: "5" },
    source: { type: "string", multiple: true },
    type: { type: "string", multiple: true },
    tag: { type: "string", multiple: true },
    from: { type: "string" },
    to: { type: "string" },
    json: { type: "boolean", default: false },
  },
});

const request = searchRequestSchema.safeParse({
  query: positionals.join(" "),
  top_k: Number(values.top),
  filters: { sources: values.source, types: values.type, tags: values.tag, from: values.from, to: values.to },
});
if (!request.success) {
  console.error(request.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("\n"));
  console.error(usage);
  process.exit(2);
}
const db = await database();
try {
  const response = await search({ access: anonymousAccess, request: request.data });
  if (values.json) console.log(JSON.stringify(response, null, 2));
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
