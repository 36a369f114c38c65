// A run as a page to keep: failures first. Markdown for terminals and pull requests, HTML that needs nothing else.
import type { Database } from "@/db/client";
import { readResultDetails } from "@/db/queries/evals-results";
import { findRun } from "@/db/queries/evals-runs";
import { riskCurve } from "../metrics";
import { scoreNumber, scoreTable } from "../print-scores";
import { type Got, gotSchema, type SlicedScores, slicedScoresSchema } from "../schema";
import { toScored } from "../to-scored";
import { barChart, lineChart } from "./charts";

const failuresShown = 40;

/** Both forms of the report; undefined when there is no such run. */
export async function reportOf(
  db: Database,
  { runId }: { runId: string },
): Promise<{ markdown: string; html: string } | undefined> {
  const run = await findRun(db, { id: runId });
  if (!run) return undefined;
  const rows = await readResultDetails(db, { runId });
  const scores: SlicedScores = run.scores === null ? {} : slicedScoresSchema.parse(run.scores);
  const failures = rows
    .filter(({ passed }) => !passed)
    .sort((one, other) => Number(other.must_pass) - Number(one.must_pass));
  const head = `Suite ${run.dataset_id}, configuration ${run.config_name}, commit ${run.commit || "unknown"}, model ${run.model}, ${run.finished_at ?? run.state}. ${rows.filter(({ passed }) => passed).length} of ${rows.length} passed.`;
  const columns = [
    { title: "all", scores: scores.all ?? {} },
    { title: "tuning", scores: scores.tuning ?? {} },
    { title: "held back", scores: scores.held_back ?? {} },
  ];
  const kinds = Object.entries(scores).filter(([name]) => name.startsWith("kind:"));
  const failed = failures.slice(0, failuresShown).map((row) => {
    const expected = row.expected as { expected?: { document: string; quote: string }[] };
    return { row, got: gotSchema.parse(row.got), expected: expected.expected ?? [] };
  });
  const markdown = [
    `# Report of ${run.id}`,
    head,
    `## Failures first (${failures.length})`,
    ...failed.map(({ row, got, expected }) =>
      [
        `### ${row.must_pass ? "Must pass: " : ""}${line(row.question)}`,
        `\`${row.case_id}\`, ${row.kind}, ${row.split}`,
        ...row.reasons.map((reason) => `- ${line(reason)}`),
        `- Expected: ${expected.length === 0 ? "a refusal" : expected.map(({ document, quote }) => `${document}: “${line(quote)}”`).join("; ")}`,
        `- Got: ${line(got.answer)}`,
        `- Passages: ${passagesOf(got) || "none"}`,
      ].join("\n"),
    ),
    "## Scores",
    "Value, 95% bootstrap interval, cases.",
    scoreTable(columns),
    "## By kind",
    scoreTable(
      kinds.map(([name, own]) => ({
        title: name.slice(5),
        scores: {
          ...(own.passed && { passed: own.passed }),
          ...(own.key_point_recall && { key_point_recall: own.key_point_recall }),
          ...(own.citation_recall && { citation_recall: own.citation_recall }),
        },
      })),
    ),
  ].join("\n\n");
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Report of ${escapeHtml(run.id)}</title><style>
body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}
table{border-collapse:collapse;display:block;overflow-x:auto}td,th{border-bottom:1px solid #ddd;padding:.25rem .6rem;text-align:left;vertical-align:top}
details{border:1px solid #ddd;border-radius:6px;padding:.5rem .8rem;margin:.4rem 0}summary{cursor:pointer}.hit{font-weight:600}
@media(prefers-color-scheme:dark){body{color:#e8e8e8;background:#161616}td,th,details{border-color:#444}}</style></head><body>
<h1>Report of ${escapeHtml(run.id)}</h1><p>${escapeHtml(head)}</p>
<h2>Passed by kind</h2>${barChart(kinds.map(([name, own]) => ({ label: name.slice(5), ...(own.passed ?? { value: 0, low: 0, high: 0 }) })))}
<h2>Risk against coverage</h2>${lineChart(
    riskCurve(rows.map(toScored)).map(({ coverage, risk }) => ({ x: coverage, y: risk })),
    { x: "share of answers given, surest first", y: "share of them wrong" },
  )}
<h2>Failures first (${failures.length})</h2>
${failed
  .map(
    ({
      row,
      got,
      expected,
    }) => `<details><summary>${row.must_pass ? "<strong>must pass</strong> " : ""}${escapeHtml(row.question)} <small>${escapeHtml(row.kind)}</small></summary>
<ul>${row.reasons.map((reason) => `<li>${escapeHtml(reason)}</li>`).join("")}</ul><table><tr><th>Expected</th><th>Got</th></tr><tr><td>${expected.length === 0 ? "a refusal" : expected.map(({ document, quote }) => `${escapeHtml(document)}: “${escapeHtml(quote)}”`).join("<br>")}</td><td>${escapeHtml(got.answer)}</td></tr></table>
<ol>${got.passages.map((passage) => `<li${passage.hit ? ' class="hit"' : ""}>${passage.hit ? "hit" : "miss"}, ${escapeHtml(passage.use)}: ${escapeHtml(passage.document)}: ${escapeHtml(passage.text.slice(0, 200))}</li>`).join("")}</ol><p><small>${escapeHtml(row.case_id)}, trace ${escapeHtml(row.trace_id)}</small></p></details>`,
  )
  .join("\n")}
<h2>Scores</h2><table><tr><th>score</th>${columns.map(({ title }) => `<th>${title}</th>`).join("")}</tr>
${Object.keys(scores.all ?? {})
  .map(
    (name) =>
      `<tr><td>${name}</td>${columns
        .map(({ scores: own }) => {
          const score = own[name as keyof typeof own];
          return `<td>${score ? `${scoreNumber(score.value)} (${scoreNumber(score.low)}–${scoreNumber(score.high)}), ${score.count}` : "–"}</td>`;
        })
        .join("")}</tr>`,
  )
  .join("\n")}</table></body></html>`;
  return { markdown: `${markdown}\n`, html };
}

function passagesOf(got: Got): string {
  return got.passages
    .slice(0, 5)
    .map(({ hit, document, use }) => `${hit ? "hit" : "miss"} ${document} (${use})`)
    .join("; ");
}

function line(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
