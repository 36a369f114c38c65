export interface ChartLine {
  name: string;
  /** One of the report's line classes: `one` to `four`. */
  tone: "one" | "two" | "three" | "four";
  points: [number, number][];
}

const width = 720;
const height = 240;
const margin = { left: 64, right: 16, top: 12, bottom: 40 };

/**
 * A line chart as SVG text: axes with round figures, a legend in words, no script. `xTicks` names places on the x axis
 * where the values themselves would not read well.
 */
export function chartSvg(options: {
  title: string;
  xLabel: string;
  yLabel: string;
  lines: ChartLine[];
  xTicks?: [number, string][];
}): string {
  const lines = options.lines.filter((line) => line.points.length > 0);
  const points = lines.flatMap((line) => line.points);
  if (points.length === 0) return "";
  const [minX, maxX] = extent(points.map((point) => point[0]));
  const top = roundUp(Math.max(...points.map((point) => point[1]), 1e-9));
  const x = (value: number) =>
    margin.left + ((value - minX) / (maxX - minX || 1)) * (width - margin.left - margin.right);
  const y = (value: number) => height - margin.bottom - (value / top) * (height - margin.top - margin.bottom);
  const xTicks =
    options.xTicks ?? ticks(minX, maxX).map((value): [number, string] => [value, shortNumber(value)]);
  const parts = [
    ...ticks(0, top).map(
      (value) =>
        `<line class="grid" x1="${margin.left}" x2="${width - margin.right}" y1="${y(value)}" y2="${y(value)}"/>` +
        `<text x="${margin.left - 8}" y="${y(value) + 4}" text-anchor="end">${shortNumber(value)}</text>`,
    ),
    ...xTicks.map(
      ([value, label]) =>
        `<text x="${x(value)}" y="${height - margin.bottom + 16}" text-anchor="middle">${escapeHtml(label)}</text>`,
    ),
    `<text x="${width / 2}" y="${height - 6}" text-anchor="middle">${escapeHtml(options.xLabel)}</text>`,
    `<text x="14" y="${height / 2}" text-anchor="middle" transform="rotate(-90 14 ${height / 2})">${escapeHtml(options.yLabel)}</text>`,
    ...lines.map(
      (line) =>
        `<polyline class="line ${line.tone}" points="${line.points.map((point) => `${x(point[0]).toFixed(1)},${y(point[1]).toFixed(1)}`).join(" ")}"/>`,
    ),
  ];
  const legend = lines
    .map((line) => `<li><span class="swatch ${line.tone}"></span>${escapeHtml(line.name)}</li>`)
    .join("");
  return `<figure><figcaption>${escapeHtml(options.title)}</figcaption><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(options.title)}">${parts.join("")}</svg><ul class="legend">${legend}</ul></figure>`;
}

/** Text that is safe in an HTML element or attribute. */
export function escapeHtml(text: string): string {
  return text.replace(
    /[&<>"']/g,
    (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[sign] ?? sign,
  );
}

/** A figure as people read it: 0.42, 3.1, 27, 1,250. */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return "-";
  const size = Math.abs(value);
  const digits = size >= 100 || size === 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  return value.toLocaleString("en-GB", { maximumFractionDigits: digits });
}

function extent(values: number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.25, 1.5, 2, 2.5, 4, 5, 7.5, 10].find((factor) => factor * power >= value) ?? 10;
  return step * power;
}

/** Round values inside the range, four to eight of them. */
function ticks(from: number, to: number): number[] {
  const rough = (to - from || 1) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(from / step - 1e-9);
  const count = Math.floor(to / step + 1e-9) - first + 1;
  return Array.from({ length: Math.max(1, count) }, (_, index) => (first + index) * step);
}
