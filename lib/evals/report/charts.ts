// Charts as inline SVG, for a page that loads nothing. Colours are the page's own (`--accent`, `--bad`, `--line`).
export const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** Horizontal bars of shares with their intervals. */
export function barChart(bars: { label: string; value: number; low: number; high: number }[]): string {
  const row = 24;
  const width = 480;
  const from = 150;
  const at = (value: number) => (from + value * (width - from - 40)).toFixed(1);
  const drawn = bars.map(({ label, value, low, high }, index) => {
    const y = index * row + 4;
    return `<text x="${from - 8}" y="${y + 12}" text-anchor="end">${escapeHtml(label)}</text><rect x="${from}" y="${y}" width="${(Number(at(value)) - from).toFixed(1)}" height="14" fill="var(--accent)" opacity=".55"/><line x1="${at(low)}" x2="${at(high)}" y1="${y + 7}" y2="${y + 7}" stroke="currentColor" stroke-width="2"/><text x="${width}" y="${y + 12}" text-anchor="end">${value.toFixed(2)}</text>`;
  });
  return svg({
    about: "Bars with 95% intervals",
    width,
    height: bars.length * row + 4,
    drawn: drawn.join(""),
  });
}

/** A line in the unit square. */
export function lineChart(points: { x: number; y: number }[], axes: { x: string; y: string }): string {
  const path = points
    .map(
      ({ x, y }, index) =>
        `${index === 0 ? "M" : "L"}${(32 + x * 440).toFixed(1)} ${(214 - y * 200).toFixed(1)}`,
    )
    .join("");
  const drawn = `<path d="M32 14V214H472" fill="none" stroke="var(--line)"/><path d="${path}" fill="none" stroke="var(--bad)" stroke-width="2"/><text x="26" y="20" text-anchor="end">1</text><text x="26" y="218" text-anchor="end">0</text><text x="252" y="236" text-anchor="middle">${escapeHtml(axes.x)}</text><text x="40" y="20">${escapeHtml(axes.y)}</text>`;
  return svg({ about: `${axes.y} by ${axes.x}`, width: 480, height: 244, drawn });
}

/** Columns, each with a note for who points at it, and a line through the marks. */
export function columnChart(
  columns: { label: string; value: number; note: string; mark: number | null }[],
  { max, about }: { max: number; about: string },
): string {
  const wide = 448 / columns.length;
  const at = (value: number) => 196 - (value / max) * 180;
  const middle = (index: number) => 32 + (index + 0.5) * wide;
  const drawn = columns.map(
    ({ label, value, note }, index) =>
      `<rect x="${(32 + index * wide + 2).toFixed(1)}" y="${at(value).toFixed(1)}" width="${(wide - 4).toFixed(1)}" height="${(196 - at(value)).toFixed(1)}" fill="var(--accent)" opacity=".55"><title>${escapeHtml(`${label}: ${note}`)}</title></rect><text x="${middle(index).toFixed(1)}" y="210" text-anchor="middle">${escapeHtml(label)}</text>`,
  );
  const marks = columns.flatMap(({ mark }, index) =>
    mark === null ? [] : [`${middle(index).toFixed(1)},${at(mark).toFixed(1)}`],
  );
  const line =
    marks.length > 1
      ? `<polyline points="${marks.join(" ")}" fill="none" stroke="var(--bad)" stroke-width="2"/>`
      : "";
  const frame = `<path d="M32 16V196H480" fill="none" stroke="var(--line)"/><text x="26" y="22" text-anchor="end">${max}</text><text x="26" y="200" text-anchor="end">0</text><text x="32" y="232">${escapeHtml(about)}</text>`;
  return svg({ about, width: 480, height: 240, drawn: frame + drawn.join("") + line });
}

function svg(of: { about: string; width: number; height: number; drawn: string }): string {
  return `<svg role="img" aria-label="${escapeHtml(of.about)}" viewBox="0 0 ${of.width} ${of.height}" style="max-width:${of.width}px;font-size:11px" fill="currentColor">${of.drawn}</svg>`;
}
