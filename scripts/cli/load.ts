// npm run load -- …: load tests of any HTTP API. docs/load.md tells how.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { shortNumber } from "@/lib/load/chart-svg";
import { type BudgetLine, checkBudget } from "@/lib/load/check-budget";
import { compareResults } from "@/lib/load/compare-results";
import { isPreset, presetRequests, presets } from "@/lib/load/presets";
import { reportHtml } from "@/lib/load/report-html";
import { type LoadProgress, runLoad } from "@/lib/load/run-load";
import {
  type LoadPlan,
  type LoadResult,
  loadBudgetSchema,
  loadPlanSchema,
  loadResultSchema,
} from "@/lib/load/schema";
import { parseFile } from "../lib/parse-file";

const usage = `npm run load -- run [PLAN.json] [--url ADDRESS] [--preset ${presets.join("|")}]
                 [--rate PER_SECOND [--arrivals poisson|constant] | --clients N [--pace MS] [--think MS]]
                 [--duration S] [--warm-up S] [--timeout MS] [--seed N] [--header "Name: value"]… [--observe METRIC]…
                 [--method GET --path /path --body JSON] [--out RESULT.json] [--html REPORT.html] [--budget BUDGET.json]
npm run load -- compare BEFORE.json AFTER.json
npm run load -- report RESULT.json [--budget BUDGET.json] --html REPORT.html

Ends with 0, with 1 when a budget is not kept or nothing was answered, with 2 when called wrongly.`;

const options = {
  url: { type: "string" },
  preset: { type: "string" },
  rate: { type: "string" },
  arrivals: { type: "string" },
  clients: { type: "string" },
  pace: { type: "string" },
  think: { type: "string" },
  duration: { type: "string" },
  "warm-up": { type: "string" },
  timeout: { type: "string" },
  seed: { type: "string" },
  header: { type: "string", multiple: true },
  observe: { type: "string", multiple: true },
  method: { type: "string" },
  path: { type: "string" },
  body: { type: "string" },
  out: { type: "string" },
  html: { type: "string" },
  budget: { type: "string" },
} as const;
type Values = ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>["values"];

try {
  process.exitCode = await main();
} catch (error) {
  const wrongArguments = (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS");
  if (!(error instanceof AppError) && !wrongArguments) throw error;
  console.error(error instanceof AppError ? error.public : `${(error as Error).message}\n\n${usage}`);
  process.exitCode = 2;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const [command, ...files] = positionals;
  if (command === "run" && files.length <= 1) return run(values, files[0]);
  const [first, second] = files;
  if (command === "compare" && first && second && files.length === 2) return compare(first, second);
  if (command === "report" && first && files.length === 1 && values.html) {
    const result = await parseFile(first, loadResultSchema);
    return finish(result, values);
  }
  throw new AppError("invalid_request", { public: usage });
}

async function run(values: Values, file: string | undefined): Promise<number> {
  const plan = loadPlanSchema.safeParse(await planOf(values, file));
  if (!plan.success) {
    const wrong = plan.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new AppError("invalid_request", { public: `${wrong.join("\n")}\n\n${usage}` });
  }
  // Read before the run: a mistake in it should not cost the run.
  if (values.budget) await parseFile(values.budget, loadBudgetSchema);
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  const result = await runLoad({ plan: plan.data, signal: stop.signal, onProgress: showProgress });
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
  print(result);
  if (values.out) await write(values.out, `${JSON.stringify(result)}\n`);
  const code = await finish(result, values);
  return result.total.succeeded === 0 ? 1 : code;
}

async function planOf(values: Values, file: string | undefined): Promise<Record<string, unknown>> {
  const plan = file ? await parseFile(file, z.record(z.string(), z.unknown())) : {};
  const headers = { ...(plan.headers as Record<string, string> | undefined) };
  for (const header of values.header ?? []) {
    const [name, ...rest] = header.split(":");
    headers[(name ?? "").trim().toLowerCase()] = rest.join(":").trim();
  }
  const baseUrl = (values.url ?? plan.base_url ?? "http://127.0.0.1:3000") as string;
  return {
    ...plan,
    base_url: baseUrl,
    headers,
    ...requestsOf(values, plan),
    ...(values.preset && !plan.name ? { name: values.preset } : {}),
    ...modelOf(values, plan),
    ...numbers({
      duration_s: values.duration,
      warm_up_s: values["warm-up"],
      timeout_ms: values.timeout,
      seed: values.seed,
    }),
    ...(values.observe
      ? { observe: { url: new URL("/api/metrics", baseUrl).href, metrics: values.observe } }
      : {}),
  };
}

function requestsOf(values: Values, plan: Record<string, unknown>): Partial<LoadPlan> | object {
  if (values.preset !== undefined) {
    if (!isPreset(values.preset))
      throw new AppError("invalid_request", { public: `There is no preset "${values.preset}".\n\n${usage}` });
    return presetRequests(values.preset);
  }
  if (values.path === undefined) return plan.requests ? {} : presetRequests("ask-repeated");
  const body = values.body === undefined ? {} : { body: values.body };
  return {
    requests: [
      {
        name: values.path,
        path: values.path,
        method: values.method ?? (values.body ? "POST" : "GET"),
        ...body,
      },
    ],
  };
}

function modelOf(values: Values, plan: Record<string, unknown>): object {
  if (values.rate !== undefined && values.clients !== undefined)
    throw new AppError("invalid_request", {
      public: "Give --rate (open model) or --clients (closed), not both.",
    });
  if (values.rate !== undefined)
    return {
      model: { kind: "open", rate_per_s: Number(values.rate), arrivals: values.arrivals ?? "poisson" },
    };
  if (values.clients !== undefined || !plan.model) {
    const clients = Number(values.clients ?? 1);
    return {
      model: { kind: "closed", clients, ...numbers({ pace_ms: values.pace, think_time_ms: values.think }) },
    };
  }
  return {};
}

function numbers(given: Record<string, string | undefined>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, Number(value)]])),
  );
}

async function compare(before: string, after: string): Promise<number> {
  const [was, is] = await Promise.all([before, after].map((file) => parseFile(file, loadResultSchema)));
  if (!was || !is) return 2;
  const lines = compareResults(was, is).map((line) => {
    const interval =
      line.ratio === null
        ? ""
        : line.low === null || line.high === null
          ? `ratio ${line.ratio.toFixed(3)}`
          : `ratio ${line.ratio.toFixed(3)} (95% interval ${line.low.toFixed(3)} to ${line.high.toFixed(3)})`;
    const shown = (value: number) => `${shortNumber(value)}${line.unit === "ms" ? " ms" : ""}`;
    return `${line.measure.padEnd(22)}${shown(line.before).padStart(12)} -> ${shown(line.after).padEnd(12)} ${interval.padEnd(46)} ${line.verdict}`;
  });
  console.log(lines.join("\n"));
  return 0;
}

async function finish(result: LoadResult, values: Values): Promise<number> {
  const budget: BudgetLine[] = values.budget
    ? checkBudget(result, await parseFile(values.budget, loadBudgetSchema))
    : [];
  for (const line of budget) {
    const wanted = [
      line.min === null ? "" : `at least ${line.min}`,
      line.max === null ? "" : `at most ${line.max}`,
    ];
    console.log(
      `${line.kept ? "kept    " : "NOT KEPT"} ${line.measure}: ${shortNumber(line.value)} (${wanted.filter(Boolean).join(", ")})`,
    );
  }
  if (values.html) await write(values.html, reportHtml(result, budget));
  return budget.every((line) => line.kept) ? 0 : 1;
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  console.log(`written: ${path}`);
}

function showProgress(progress: LoadProgress): void {
  if (!process.stderr.isTTY) return;
  const part = progress.warmingUp ? "warming up" : `${progress.sent} sent, ${progress.failed} failed`;
  process.stderr.write(
    `\r\x1b[K${progress.elapsedS.toFixed(0)}/${progress.totalS.toFixed(0)} s  ${part}, ${progress.inFlight} waiting`,
  );
}

function print(result: LoadResult): void {
  const { total } = result;
  const offered = result.offered_per_s === null ? "" : ` of ${shortNumber(result.offered_per_s)} offered`;
  console.log(
    `${total.sent} sent in ${shortNumber(result.measured_s)} s, ${shortNumber(result.succeeded_per_s)}/s answered well${offered}, ${shortNumber(result.error_rate * 100)}% failed`,
  );
  const line = (name: string, value: LoadResult["send_delay_ms"]) =>
    console.log(
      `${name.padEnd(13)} p50 ${shortNumber(value.p50)}  p90 ${shortNumber(value.p90)}  p95 ${shortNumber(value.p95)}  p99 ${shortNumber(value.p99)}  p99.9 ${shortNumber(value.p99_9)}  max ${shortNumber(value.max)} ms`,
    );
  line("latency", total.latency_ms);
  line("from sending", total.service_ms);
  if (total.first_event_ms) line("first event", total.first_event_ms);
  line("sent late by", result.send_delay_ms);
  for (const error of total.errors)
    console.log(`${error.count} x ${error.kind}: ${error.example.slice(0, 120)}`);
}
