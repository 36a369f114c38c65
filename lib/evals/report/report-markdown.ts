import { scoreTable } from "../print-scores";
import type { Got } from "../schema";
import type { ReportFailure, ReportParts } from "./read-report";

/** The report as Markdown: what was run, scores, kinds, and every failure told, those that must pass first. */
export function reportMarkdown(parts: ReportParts): string {
  const { run, scores, kinds, failures, failed, passed } = parts;
  const text = [
    `# Evals of ${run.dataset_id}, configuration ${run.config_name}`,
    `${passed} of ${passed + failed} passed.`,
    parts.facts.map(([name, value]) => `- ${name}: ${line(value)}`).join("\n"),
    "## Scores",
    "Value, 95% bootstrap interval, cases.",
    scoreTable([
      { title: "all", scores: scores.all ?? {} },
      { title: "tuning", scores: scores.tuning ?? {} },
      { title: "held back", scores: scores.held_back ?? {} },
    ]),
    "## By kind",
    scoreTable(
      kinds.map((kind) => {
        const own = scores[`kind:${kind}`] ?? {};
        return {
          title: kind,
          scores: {
            ...(own.passed && { passed: own.passed }),
            ...(own.key_point_recall && { key_point_recall: own.key_point_recall }),
            ...(own.citation_recall && { citation_recall: own.citation_recall }),
          },
        };
      }),
    ),
    `## Failures, those that must pass first (${failures.length} of ${failed})`,
    ...failures.map(failureText),
  ];
  return `${text.join("\n\n")}\n`;
}

function failureText({ row, got, expected, keyPoints }: ReportFailure): string {
  const proofs = expected.map(({ document, quote }) => `${document}: “${line(quote)}”`).join("; ");
  return [
    `### ${row.must_pass ? "Must pass: " : ""}${line(row.question)}`,
    `\`${row.case_id}\`, ${row.kind}, ${row.split}`,
    ...row.reasons.map((reason) => `- Why it failed: ${line(reason)}`),
    `- Expected: ${row.expect === "refuse" ? "a refusal" : proofs || keyPoints.join("; ") || "an answer"}`,
    `- Got: ${line(got.error ? `no answer (${got.error.message})` : got.answer) || "a refusal"}`,
    `- Passages: ${passagesOf(got) || "none"}`,
  ].join("\n");
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
