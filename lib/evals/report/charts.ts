// Charts as inline SVG, for a page that loads nothing.
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** Horizontal bars of shares with their intervals. */
export function barChart(bars: { label: string; value: number; low: number; high: number }[]): string {
  const row = 26;
  const width = 640;
  const from = 180;
  const at = (value: number) => from + value * (width - from - 60);
  const drawn = bars.map(({ label, value, low, high }, index) => {
    const y = index * row + 6;
    return `<text x="${from - 8}" y="${y + 12}" text-anchor="end">${escapeHtml(label)}</text><rect x="${from}" y="${y}" width="${at(value) - from}" height="14" fill="#4c78a8"/><line x1="${at(low)}" x2="${at(high)}" y1="${y + 7}" y2="${y + 7}" stroke="currentColor" stroke-width="2"/><text x="${at(1) + 8}" y="${y + 12}">${value.toFixed(2)}</text>`;
  });
  return `<svg role="img" aria-label="Bars with 95% intervals" viewBox="0 0 ${width} ${bars.length * row + 8}" style="max-width:${width}px;font-size:12px" fill="currentColor">${drawn.join("")}</svg>`;
}

/** A line in the unit square. */
export function lineChart(points: { x: number; y: number }[], axes: { x: string; y: string }): string {
  const path = points
    .map(
      ({ x, y }, index) =>
        `${index === 0 ? "M" : "L"}${(40 + x * 420).toFixed(1)} ${(210 - y * 200).toFixed(1)}`,
    )
    .join("");
  return `<svg role="img" aria-label="${escapeHtml(axes.y)} by ${escapeHtml(axes.x)}" viewBox="0 0 480 250" style="max-width:480px;font-size:12px" fill="currentColor"><path d="M40 10V210H460" fill="none" stroke="currentColor"/><path d="${path}" fill="none" stroke="#e45756" stroke-width="2"/><text x="34" y="16" text-anchor="end">1</text><text x="34" y="214" text-anchor="end">0</text><text x="250" y="240" text-anchor="middle">${escapeHtml(axes.x)}</text><text x="48" y="22">${escapeHtml(axes.y)}</text></svg>`;
}
