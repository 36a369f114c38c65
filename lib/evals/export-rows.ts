// What the pages list, as files: CSV by RFC 4180, or JSON.
import { listRunLines } from "./overview";
import { getRun, listRunResults } from "./runs";
import type { JudgeTrust, ResultListQuery, RunLineQuery } from "./schema";

const most = 20_000;

export interface ExportFile {
  name: string;
  mediaType: string;
  text: string;
}

/** Results by any filter and order, at most 20,000. A metric is a column. */
export async function exportResults(of: {
  query: ResultListQuery;
  format: "csv" | "json";
}): Promise<ExportFile> {
  const { data } = await listRunResults({ query: { ...of.query, limit: most, offset: 0 } });
  const judges = await judgesOf(data.filter(({ scores }) => "judged" in scores).map(({ run_id }) => run_id));
  return fileOf({
    name: "eval-results",
    format: of.format,
    rows: data.map(({ scores, ...result }) =>
      of.format === "json"
        ? { ...result, scores, ...judgeIn(judges.get(result.run_id)) }
        : { ...result, ...scores, ...judgeColumns(judges.get(result.run_id)) },
    ),
  });
}

/** Runs by any filter and order, at most 20,000, with the scores of all cases and their intervals. */
export async function exportRuns(of: { query: RunLineQuery; format: "csv" | "json" }): Promise<ExportFile> {
  const { data } = await listRunLines({ query: { ...of.query, limit: most, offset: 0 } });
  const judges = await judgesOf(data.filter(({ scores }) => scores?.judged).map(({ id }) => id));
  return fileOf({
    name: "eval-runs",
    format: of.format,
    rows: data.map((run) => {
      if (of.format === "json") return { ...run, ...judgeIn(judges.get(run.id)) };
      const { scores, ...facts } = run;
      const columns = Object.entries(scores ?? {}).flatMap(([metric, score]) => [
        [metric, score.value],
        [`${metric}_low`, score.low],
        [`${metric}_high`, score.high],
        [`${metric}_count`, score.count],
      ]);
      return { ...facts, ...Object.fromEntries(columns), ...judgeColumns(judges.get(run.id)) };
    }),
  });
}

/** The trust in the judges of these runs: a judged score never leaves without it. */
async function judgesOf(runIds: string[]): Promise<Map<string, JudgeTrust>> {
  const judges = new Map<string, JudgeTrust>();
  for (const id of new Set(runIds)) {
    const { judge } = await getRun({ id });
    if (judge) judges.set(id, judge);
  }
  return judges;
}

function judgeIn(judge: JudgeTrust | undefined) {
  return judge ? { judge } : {};
}

function judgeColumns(judge: JudgeTrust | undefined) {
  return judge
    ? {
        judge: judge.judge,
        judge_trusted: judge.trusted,
        judge_labels: judge.labels,
        judge_kappa: judge.kappa?.value ?? null,
        judge_kappa_low: judge.kappa?.low ?? null,
        judge_kappa_high: judge.kappa?.high ?? null,
      }
    : {};
}

function fileOf(of: { name: string; format: "csv" | "json"; rows: object[] }): ExportFile {
  if (of.format === "json")
    return {
      name: `${of.name}.json`,
      mediaType: "application/json",
      text: `${JSON.stringify({ data: of.rows }, null, 1)}\n`,
    };
  return { name: `${of.name}.csv`, mediaType: "text/csv; charset=utf-8", text: toCsv(of.rows) };
}

/** Every name of any row is a column, in the order in which it first comes; a list stands in one cell. */
export function toCsv(rows: object[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = rows.map((row) => {
    const values = new Map(Object.entries(row));
    return names.map((name) => cell(values.get(name))).join(",");
  });
  return [names.map(cell).join(","), ...lines].map((line) => `${line}\r\n`).join("");
}

function cell(value: unknown): string {
  const text =
    value === null || value === undefined ? "" : Array.isArray(value) ? value.join("; ") : String(value);
  // A spreadsheet would run a text that begins like a formula.
  const safe = typeof value !== "number" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
