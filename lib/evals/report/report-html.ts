import { metrics, type ScoredCase } from "../metrics";
import { scoreNumber } from "../print-scores";
import type { Scores } from "../schema";
import { barChart, columnChart, escapeHtml, lineChart } from "./charts";
import type { ReportFailure, ReportParts } from "./read-report";

const style = `
:root{color-scheme:light dark;--ink:#1d211f;--muted:#5c6561;--line:#dcdfdc;--paper:#fbfbf9;--accent:#1d6b4f;--bad:#a8321f;--mark:#fdf3c8}
@media(prefers-color-scheme:dark){:root{--ink:#e6e8e6;--muted:#a0a8a4;--line:#3a403d;--paper:#161a18;--accent:#79cfae;--bad:#f0917f;--mark:#3b3517}}
*{box-sizing:border-box}body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:0 auto;padding:1.5rem 1rem 4rem;color:var(--ink);background:var(--paper)}
h1{font-size:1.5rem;margin:0 0 .25rem;overflow-wrap:anywhere}h2{font-size:1.15rem;margin:2.25rem 0 .5rem}.muted{color:var(--muted)}
dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(9rem,1fr));gap:.6rem 1.5rem;margin:1rem 0}dt{color:var(--muted);font-size:.85rem}dd{margin:0;overflow-wrap:anywhere}
.wide{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums}td,th{border-bottom:1px solid var(--line);padding:.3rem .8rem .3rem 0;text-align:left;vertical-align:top;white-space:nowrap}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:1.5rem}figure{margin:0}figcaption{font-weight:600;margin-bottom:.25rem}svg{width:100%;height:auto;color:var(--ink)}
details{border:1px solid var(--line);border-radius:8px;padding:.6rem .9rem;margin:.5rem 0}summary{cursor:pointer}.must{color:var(--bad);font-weight:600}
.sides{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));gap:1rem;margin:.75rem 0}h3{font-size:.85rem;color:var(--muted);margin:0 0 .25rem;font-weight:500}
blockquote{margin:.3rem 0;padding:.3rem .7rem;border-left:2px solid var(--line);background:var(--mark);font-family:Georgia,serif;overflow-wrap:anywhere}li{overflow-wrap:anywhere}.hit{font-weight:600}`;

/** The report as one page of HTML: summary, charts, failures, scores. It loads nothing and runs no script. */
export function reportHtml(parts: ReportParts): string {
  const { run, scores, failures, failed, passed } = parts;
  const title = `Evals of ${run.dataset_id}, configuration ${run.config_name}`;
  const facts = parts.facts.map(
    ([name, value]) => `<div><dt>${name}</dt><dd>${escapeHtml(value)}</dd></div>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${style}</style></head><body>
<h1>${escapeHtml(title)}</h1><p>${passed} of ${passed + failed} passed. ${headline(scores.all ?? {})}</p>
<dl>${facts.join("")}</dl>
<h2>Charts</h2><div class="charts">${charts(parts)}</div>
<h2>Failures, those that must pass first</h2><p class="muted">${failures.length} of ${failed} are told here.</p>
${failures.map(failure).join("\n")}
<h2>Scores</h2><p class="muted">Value, 95% bootstrap interval over cases, number of cases. ↑ higher is better, ↓ lower is better.</p>
${scoreTable(parts)}
</body></html>`;
}

/** What a reader wants to know first. */
function headline(scores: Scores): string {
  const said = (["citation_recall", "refusal_f1", "wrong_answers"] as const).flatMap((name) => {
    const score = scores[name];
    const label = metrics.find((metric) => metric.name === name)?.label;
    return score
      ? [`${label} ${scoreNumber(score.value)} (${scoreNumber(score.low)} to ${scoreNumber(score.high)})`]
      : [];
  });
  return said.length === 0 ? "" : `${said.join(", ")}.`;
}

function charts({ kinds, scores, curve, cases }: ReportParts): string {
  const bars = kinds.flatMap((kind) => {
    const own = scores[`kind:${kind}`]?.passed;
    return own ? [{ label: kind.replaceAll("-", " "), ...own }] : [];
  });
  bars.sort((one, other) => one.value - other.value);
  const axes = { x: "share of answers given, surest first", y: "share of them wrong" };
  const points = curve.map(({ coverage, risk }) => ({ x: coverage, y: risk }));
  return [
    figure("Passed, by kind, with 95% intervals", bars.length > 0 && barChart(bars)),
    figure("What answering more costs", points.length > 1 && lineChart(points, axes)),
    figure("Confidence against whether the documents tell", calibration(cases)),
    figure("Latency", latency(cases)),
  ].join("");
}

function figure(caption: string, chart: string | false): string {
  return chart ? `<figure><figcaption>${caption}</figcaption>${chart}</figure>` : "";
}

function calibration(cases: ScoredCase[]): string | false {
  const bins = Array.from({ length: 10 }, (_, bin) =>
    cases.filter(({ confidence }) => confidence !== null && Math.min(9, Math.floor(confidence * 10)) === bin),
  );
  if (bins.every((bin) => bin.length === 0)) return false;
  return columnChart(
    bins.map((bin, index) => ({
      label: `${index * 10}%`,
      value: bin.filter(({ expect }) => expect === "answer").length / Math.max(1, bin.length),
      note: `${bin.length} cases`,
      mark:
        bin.length === 0
          ? null
          : bin.reduce((sum, { confidence }) => sum + (confidence ?? 0), 0) / bin.length,
    })),
    { max: 1, about: "Columns: share whose answer is in the documents. Line: mean confidence." },
  );
}

function latency(cases: ScoredCase[]): string | false {
  const times = cases.flatMap(({ latencyMs }) => latencyMs ?? []).sort((one, other) => one - other);
  const last = times[Math.floor((times.length - 1) * 0.99)];
  if (last === undefined || last <= 0) return false;
  const step = last / 12;
  const counts = Array.from({ length: 12 }, () => 0);
  for (const time of times) {
    const bin = Math.min(11, Math.floor(time / step));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return columnChart(
    counts.map((count, index) => ({
      label: `${Math.round(index * step)}`,
      value: count,
      note: `${count} cases`,
      mark: null,
    })),
    { max: Math.max(...counts), about: "Cases by milliseconds; the last column holds the slowest." },
  );
}

function failure({ row, got, expected, keyPoints }: ReportFailure): string {
  const proofs = expected
    .map(
      ({ document, quote }) => `<p>${escapeHtml(document)}</p><blockquote>${escapeHtml(quote)}</blockquote>`,
    )
    .join("");
  const points = keyPoints.length > 0 ? `<p>Key points: ${keyPoints.map(escapeHtml).join("; ")}</p>` : "";
  const passages = got.passages.map(
    ({ hit, use, document, text }) =>
      `<li${hit ? ' class="hit"' : ""}>${hit ? "hit" : "miss"}, ${escapeHtml(use)}, ${escapeHtml(document)}: ${escapeHtml(text.slice(0, 240))}</li>`,
  );
  const said = got.error ? `No answer came: ${got.error.message}` : got.answer || "A refusal.";
  return `<details><summary>${row.must_pass ? '<span class="must">must pass</span> ' : ""}${escapeHtml(row.question)} <span class="muted">${escapeHtml([row.kind.replaceAll("-", " "), ...row.reasons.slice(0, 1)].join(": "))}</span></summary>
<ul>${row.reasons.map((reason) => `<li>${escapeHtml(reason)}</li>`).join("")}</ul>
<div class="sides"><section><h3>Expected</h3>${row.expect === "refuse" ? "<p>A refusal.</p>" : proofs + points}</section><section><h3>Got</h3><p>${escapeHtml(said)}</p></section></div>
<h3>Passages</h3>${passages.length > 0 ? `<ol>${passages.join("")}</ol>` : "<p>None.</p>"}<p class="muted">${escapeHtml(row.case_id)}, trace ${escapeHtml(row.trace_id)}</p></details>`;
}

function scoreTable({ scores }: ReportParts): string {
  const columns = [scores.all ?? {}, scores.tuning ?? {}, scores.held_back ?? {}];
  const rows = metrics.flatMap(({ name, label, better }) => {
    if (!columns.some((own) => own[name])) return [];
    const cells = columns.map((own) => {
      const score = own[name];
      return `<td>${score ? `${scoreNumber(score.value)} <span class="muted">(${scoreNumber(score.low)} to ${scoreNumber(score.high)}), ${score.count}</span>` : "–"}</td>`;
    });
    return [`<tr><td>${escapeHtml(label)} ${better === "higher" ? "↑" : "↓"}</td>${cells.join("")}</tr>`];
  });
  return `<div class="wide"><table><tr><th>Score</th><th>All</th><th>Tuning</th><th>Held back</th></tr>${rows.join("")}</table></div>`;
}
