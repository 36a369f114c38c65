import { metrics } from "./metrics";
import type { Scores } from "./schema";

/** Scores as a table for a terminal or a Markdown page: value, 95% interval, cases. */
export function scoreTable(columns: { title: string; scores: Scores }[]): string {
  const lines = [
    `| score | ${columns.map(({ title }) => title).join(" | ")} |`,
    `| --- | ${columns.map(() => "---").join(" | ")} |`,
  ];
  for (const { name, label, better } of metrics) {
    if (!columns.some(({ scores }) => scores[name])) continue;
    const cells = columns.map(({ scores }) => {
      const score = scores[name];
      if (!score) return "–";
      return `${scoreNumber(score.value)} (${scoreNumber(score.low)}–${scoreNumber(score.high)}), ${score.count}`;
    });
    lines.push(`| ${label} ${better === "higher" ? "↑" : "↓"} | ${cells.join(" | ")} |`);
  }
  return lines.join("\n");
}

/** Three decimals for shares, whole numbers for what is large. */
export function scoreNumber(value: number): string {
  return Math.abs(value) >= 10 ? value.toFixed(0) : value.toFixed(3);
}
