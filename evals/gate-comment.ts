import { compareResults } from "@/lib/evals/compare-runs";
import { scoreTable } from "@/lib/evals/print-scores";
import type { GateRun } from "./gate-run";

/** The gate's word as a comment under a pull request: verdict first, then what differs, then every score. */
export function gateComment(run: GateRun): string {
  const { gate, baseline } = run;
  const compared = baseline ? compareResults(baseline.cases, run.results) : [];
  const told = compared.filter(({ verdict }) => verdict !== "no-difference-shown");
  const list = (items: string[]) => items.map((item) => `- ${item.replaceAll("\n", " ")}`).join("\n");
  return [
    `## Evals: ${gate.open ? "the gate is open" : `the gate is shut (${gate.failures.length})`}`,
    list([...gate.causes.map((cause) => `**${cause}**`), ...gate.failures]),
    baseline
      ? `### Against the baseline of ${baseline.commit}\n\n${list(told.length > 0 ? told.map(({ words }) => words) : ["No difference shown in any score."])}`
      : "",
    list(gate.notes),
    `<details><summary>All scores and comparisons</summary>\n\n${scoreTable([{ title: "this change", scores: run.scores }])}\n\n${list(compared.map(({ words }) => words))}\n\n</details>`,
  ]
    .filter(Boolean)
    .join("\n\n");
}
