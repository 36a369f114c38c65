// `npm run bench:redaction`: what the log's redaction lets through and what it hides wrongly, by kind, with 95%
// Wilson intervals, and what a line costs. `--show` prints the misses of the dev part; the held-back part stays unread.
import { performance } from "node:perf_hooks";
import { redactLine } from "@/lib/telemetry/redaction/redact-line";
import { redactText } from "@/lib/telemetry/redaction/redact-text";
import { type Labelled, labelledSet } from "./redaction/labelled-set";

const count = 200;
const show = process.argv.includes("--show");

for (const part of ["dev", "held"] as const) {
  const { positives, negatives } = labelledSet(part, count);
  console.log(`\n${part === "dev" ? "Development part" : "Held-back part"}, ${count} of each\n`);
  console.log("| kind | leaked | 95% interval | falsely hidden | 95% interval |\n|---|---|---|---|---|");
  for (const kind of [...new Set(positives.map((one) => one.kind))]) {
    const leaked = positives.filter((one) => one.kind === kind && leaks(one));
    const hidden = negatives.filter((one) => one.kind === kind && redactText(one.line) !== one.line);
    console.log(`| ${kind} | ${share(leaked.length)} | ${share(hidden.length)} |`);
    if (show && part === "dev") {
      for (const one of leaked) console.error("leaked", JSON.stringify(one.line), "→", redactText(one.line));
      for (const one of hidden) console.error("hidden", JSON.stringify(one.line), "→", redactText(one.line));
    }
  }
}
cost();

/** What tells of it is still there: five digits in a row of it, or its distinctive part. */
function leaks({ value, line, kind }: Labelled): boolean {
  const left = redactText(line);
  if (!/\[(?:email|phone|iban|card|national_id|ip|secret|number)\]/.test(left)) return true;
  const core = value.replace(/^.*?(?:: |=| )(?=[^ ]*\d)/, "");
  const digits = core.replace(/\D/g, "");
  if (kind === "secret") {
    const runs = value.match(/[A-Za-z0-9]{10,}/g) ?? [];
    return left.includes(runs.sort((a, b) => b.length - a.length)[0] ?? value);
  }
  if (kind === "email") return left.includes(value);
  return (
    digits.length >= 6 &&
    left
      .replace(/\[\w+\]/g, "|")
      .replace(/[^\d|]/g, "")
      .includes(digits.slice(0, 6))
  );
}

function share(bad: number): string {
  const z = 1.96;
  const p = bad / count;
  const middle = (p + (z * z) / (2 * count)) / (1 + (z * z) / count);
  const half = (z * Math.sqrt((p * (1 - p)) / count + (z * z) / (4 * count * count))) / (1 + (z * z) / count);
  const percent = (value: number) => `${(Math.max(0, value) * 100).toFixed(1)}%`;
  return `${percent(p)} | ${percent(middle - half)} to ${percent(middle + half)}`;
}

function cost(): void {
  const line = (number: number) =>
    JSON.stringify({
      level: "info",
      time: new Date(1.7e12 + number).toISOString(),
      request_id: `req_${(number * 7919).toString(16).padStart(24, "a")}`,
      trace_id: (number * 104729).toString(16).padStart(32, "b"),
      method: "POST",
      endpoint: "/api/ask",
      status: 200,
      latency_ms: 123.45 + number,
      user_id: "usr_01m84m6zxcp6j2wxz9qvff57b6",
      model: "extractive/1",
      prompt_version: "answer-v1",
      chunks: ["117", "118", "220", "31"],
      chunks_used: 4,
      tokens: { input: 1000, output: 50 },
      cost: 0,
      refused: false,
      reason: null,
      confidence: 0.93,
      msg: "request",
    });
  const samples = Array.from({ length: 20_000 }, (_, number) => line(number));
  for (const sample of samples.slice(0, 2000)) redactLine(sample);
  const from = performance.now();
  for (const sample of samples) redactLine(sample);
  console.log(`\nA request's line: ${(((performance.now() - from) / samples.length) * 1000).toFixed(1)} µs`);
  const again = performance.now();
  for (const sample of samples) JSON.stringify(JSON.parse(sample));
  console.log(
    `of it reading and writing JSON: ${(((performance.now() - again) / samples.length) * 1000).toFixed(1)} µs`,
  );
  const hostile = "national id 12 34 5678 ".repeat(5000);
  const started = performance.now();
  redactText(hostile);
  console.log(
    `The dearest hostile text known (${hostile.length} characters): ${(performance.now() - started).toFixed(0)} ms`,
  );
}
