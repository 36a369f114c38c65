/** Wilson's 95% interval of a share: [low, high]. */
export function wilson(hits: number, total: number): [number, number] {
  if (total === 0) return [0, 1];
  const z = 1.959964;
  const share = hits / total;
  const centre = (share + (z * z) / (2 * total)) / (1 + (z * z) / total);
  const half =
    (z * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total))) / (1 + (z * z) / total);
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

/** ".912 (.871-.942)" */
export function shareText(hits: number, total: number): string {
  if (total === 0) return "-";
  const [low, high] = wilson(hits, total);
  return `${decimals(hits / total)} (${decimals(low)}-${decimals(high)})`;
}

/** Three decimals without the leading zero. */
export function decimals(value: number): string {
  return value.toFixed(3).replace(/^0\./, ".");
}
