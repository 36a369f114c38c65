// Precision and recall of the support check: `npm run bench:support [-- --show tuning]`.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { checkSupport } from "@/lib/ask/support/check-support";
import { env } from "@/lib/env/env";
import { seededRandom } from "@/lib/text/seeded-random";
import { splitSentences } from "@/lib/text/split-sentences";
import { wordsOf } from "@/lib/text/words";
import { loadSquad } from "./fit/load-squad";
import { type Perturbed, perturb } from "./perturb-sentences";
import { shareText } from "./wilson";

const pairSchema = z.object({
  id: z.string(),
  split: z.enum(["tuning", "held-back"]),
  kind: z.string(),
  supported: z.boolean(),
  claim: z.string(),
  evidence: z.string(),
});

const file = path.join(import.meta.dirname, "labelled/support-pairs.jsonl");
const pairs = (await readFile(file, "utf8"))
  .split("\n")
  .filter(Boolean)
  .map((line) => pairSchema.parse(JSON.parse(line)));
const show = process.argv.includes("--show");
report(
  "Labelled pairs, tuning half",
  pairs.filter((pair) => pair.split === "tuning"),
  show,
);
report(
  "Labelled pairs, held-back half",
  pairs.filter((pair) => pair.split === "held-back"),
  false,
);

const dataDir = env().BENCH_DATA_DIR;
if (dataDir) {
  const made = await perturbations(dataDir);
  report(
    "Sentences of SQuAD 2 articles, changed by program (seed 1)",
    made,
    process.argv.includes("--show-made"),
  );
} else {
  console.log("BENCH_DATA_DIR isn't set: the perturbed sentences were left out.");
}

function report(title: string, cases: Perturbed[], list: boolean): void {
  const started = process.cpuUsage();
  const checked = cases.map((item) => ({ ...item, said: checkSupport(item) }));
  // Processor time: wall time says more about what else runs.
  const each = process.cpuUsage(started).user / 1000 / cases.length;
  const kept = checked.filter((item) => item.said.supported);
  const right = kept.filter((item) => item.supported).length;
  const supported = checked.filter((item) => item.supported);
  const wrong = checked.filter((item) => !item.supported);
  console.log(`\n## ${title}\n`);
  console.log(`${cases.length} pairs, ${each.toFixed(2)} ms of processor time a pair\n`);
  console.log(`- precision of "supported": ${shareText(right, kept.length)}`);
  console.log(`- recall of "supported": ${shareText(right, supported.length)}`);
  console.log(
    `- wrong claims caught: ${shareText(wrong.filter((item) => !item.said.supported).length, wrong.length)}\n`,
  );
  console.log("| kind | truth | pairs | right (95% interval) |\n| --- | --- | --- | --- |");
  const kinds = [...new Set(checked.map((item) => `${item.supported ? 0 : 1}|${item.kind}`))].sort();
  for (const key of kinds) {
    const [truth, kind] = key.split("|");
    const rows = checked.filter((item) => item.kind === kind && item.supported === (truth === "0"));
    const good = rows.filter((item) => item.said.supported === item.supported).length;
    console.log(
      `| ${kind} | ${truth === "0" ? "supported" : "not"} | ${rows.length} | ${shareText(good, rows.length)} |`,
    );
  }
  if (!list) return;
  for (const item of checked.filter((other) => other.said.supported !== other.supported)) {
    console.log(
      `\n${item.kind} (${item.supported ? "supported" : "not supported"})\n  claim: ${item.claim}\n  evidence: ${item.evidence}\n  ${item.said.reasons.map((reason) => `${reason.kind}: ${reason.detail}`).join(" ")}`,
    );
  }
}

async function perturbations(folder: string): Promise<Perturbed[]> {
  const { paragraphs } = await loadSquad(folder);
  const random = seededRandom(1);
  const sentences = paragraphs
    .flatMap(({ text }) => splitSentences(text).map(({ start, end }) => text.slice(start, end)))
    .filter((sentence) => sentence.length > 40 && sentence.length < 320 && random() < 0.5);
  const names = [
    ...new Set(
      sentences.flatMap((sentence) =>
        wordsOf(sentence)
          .filter((word) => word.start > 0 && /^\p{Lu}\p{Ll}{3,}$/u.test(word.text))
          .map((word) => word.text),
      ),
    ),
  ];
  return sentences.flatMap((sentence) => perturb(sentence, names, random));
}
