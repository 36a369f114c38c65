// Evals: runs of a small suite, their results, and a draft made of an answer.
import type { Database } from "@/db/client";
import { runCases } from "@/lib/evals/run-cases";
import type { People } from "./walk-people";

export async function walkEvals(db: Database, { ada }: People, answerId: string): Promise<void> {
  await ada.send("get /api/evals/suites");
  const run = await ada.send("post /api/evals/runs", {
    body: { suite: "small", config: "default", limit: 3 },
  });
  const other = await ada.send("post /api/evals/runs", {
    body: { suite: "small", config: "top-4", limit: 3 },
    aside: true,
  });
  const unwanted = await ada.send("post /api/evals/runs", { body: { suite: "small" }, aside: true });
  await ada.send("post /api/evals/runs/{id}/cancel", { params: { id: unwanted.id } });
  for (const { id } of [run, other]) await runCases(db, { id, signal: new AbortController().signal });
  await ada.send("get /api/evals/runs", { query: { suite: "small" } });
  await ada.send("get /api/evals/runs/{id}", { params: { id: run.id } });
  await ada.send("get /api/evals/runs/{id}/report", { params: { id: run.id } });
  const results = await ada.send("get /api/evals/results", { query: { run: run.id, limit: "2" } });
  await ada.send("get /api/evals/results/{id}", { params: { id: String(results.data[0].id) } });
  await ada.send("get /api/evals/comparisons", { query: { a: run.id, b: other.id } });
  const { data: cases } = await ada.send("get /api/evals/cases", { query: { suite: "small", limit: "2" } });
  await ada.send("get /api/evals/cases/{id}", { params: { id: cases[0].id } });
  await ada.send("post /api/evals/cases/{id}/reviews", {
    params: { id: cases[0].id },
    body: { verdict: "right", comment: "As the policy says." },
  });
  await ada.send("get /api/evals/drafts", { query: { suite: "small" } });
  const draft = await ada.send("post /api/evals/drafts", { body: { answer: answerId, suite: "small" } });
  await ada.send("patch /api/evals/cases/{id}", {
    params: { id: draft.id },
    body: { key_points: ["30 days"] },
  });
  await ada.send("get /api/evals/exports/results", { query: { run: run.id } });
  await ada.send("get /api/evals/exports/runs", { query: { suite: "small" } });
}
