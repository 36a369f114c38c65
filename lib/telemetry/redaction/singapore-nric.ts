const weights = [2, 7, 6, 5, 4, 3, 2];
const letters: Record<string, string> = {
  S: "JZIHGFEDCBA",
  T: "JZIHGFEDCBA",
  F: "XWUTRQPNMLK",
  G: "XWUTRQPNMLK",
  M: "KLJNPQRTUWX",
};
const offsets: Record<string, number> = { T: 4, G: 4, M: 3 };

/** Singapore's NRIC and FIN with its check letter: weighted sum modulo 11, as the registers publish it. */
export function singaporeNric(value: string): boolean {
  const series = value.charAt(0).toUpperCase();
  const table = letters[series];
  if (!table || !/^[STFGM]\d{7}[A-Z]$/i.test(value)) return false;
  const sum = weights.reduce(
    (total, weight, at) => total + weight * Number(value[at + 1]),
    offsets[series] ?? 0,
  );
  const at = series === "M" ? 10 - (sum % 11) : sum % 11;
  return table[at] === value.charAt(8).toUpperCase();
}
