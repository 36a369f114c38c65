// `npm run eval:power`: how often comparisons on the golden set are wrong. Runs are drawn from the committed baseline
// with a share of cases that come out the other way by chance; the same seed prints the same table.
// `-- --times N` simulates N comparisons for each line instead of 200.
import { alarmLevel } from "@/lib/evals/compare-runs";
import { metricOf, metrics } from "@/lib/evals/metrics";
import { casesOfRun, countAlarms, countFound } from "@/lib/evals/testing/simulate";
import { seededRandom } from "@/lib/text/seeded-random";
import { readArguments, readCount } from "./command-line";
import { readBaseline } from "./gate-run";
import { wilson } from "./wilson";

/** Shares of cases that come out the other way: none, as without a language model; and as language models have it. */
const noises = [0, 0.02, 0.05, 0.1];
const planted = ["passed", "citation_recall", "key_point_recall", "refusal_recall", "wrong_answers"] as const;
const { values } = readArguments("Usage: npm run eval:power [-- --times 200]", {
  options: { times: { type: "string", default: "200" } },
});
const times = readCount("times", values.times, 100_000) ?? 200;
const { baseline } = readBaseline();
if (!baseline) {
  console.error("There is no baseline to draw runs from.");
  process.exit(2);
}
const random = seededRandom(20_251_115);
const share = (count: number) => {
  const [low, high] = wilson(count, times);
  return `${count} of ${times} (${low.toFixed(3)}–${high.toFixed(3)})`;
};

const compared = metrics.filter(({ compared }) => compared).length;
console.log(
  `${baseline.cases.length} cases, up to ${compared} metrics, ${alarmLevel * 100}% for all together.\n`,
);
console.log("| cases that turn by chance | comparisons with any alarm |\n| --- | --- |");
for (const noise of noises) {
  const cases = casesOfRun(baseline.cases, noise);
  console.log(`| ${noise * 100}% | ${share(countAlarms(random, { casesOf: () => cases, times }))} |`);
}
console.log("\n| score | cases that turn by chance | smallest difference promised at 80% | found |");
console.log("| --- | --- | --- | --- |");
for (const metric of planted) {
  for (const noise of [0, 0.05]) {
    const cases = casesOfRun(baseline.cases, noise);
    const { size, found } = countFound(random, { cases, metric, times });
    console.log(`| ${metricOf(metric).label} | ${noise * 100}% | ${size.toFixed(3)} | ${share(found)} |`);
  }
}
