/** What a number looks like under an Excel format: the usual dates, times, percentages, currencies and decimals. */
export function formatNumber(value: number, format: string, date1904 = false): string {
  const sections = splitSections(format);
  const section =
    (value < 0 ? sections[1] : value === 0 ? sections[2] : undefined) ?? sections[0] ?? "General";
  const ownNegative = value < 0 && sections[1] !== undefined;
  const bare = section.replace(/\[(?!h|m|s)[^\]$]*\]/gi, "");
  if (/^general$/i.test(bare.trim()) || bare.trim() === "" || bare.trim() === "@") return general(value);
  if (isDateFormat(bare)) return formatDate(value, bare, date1904);
  return formatDecimal(ownNegative ? -value : value, bare);
}

/** Formats that every workbook has without naming them. */
export const builtInFormats: Record<number, string> = {
  0: "General",
  1: "0",
  2: "0.00",
  3: "#,##0",
  4: "#,##0.00",
  9: "0%",
  10: "0.00%",
  11: "0.00E+00",
  12: "# ?/?",
  13: "# ??/??",
  14: "yyyy-mm-dd",
  15: "d-mmm-yy",
  16: "d-mmm",
  17: "mmm-yy",
  18: "h:mm AM/PM",
  19: "h:mm:ss AM/PM",
  20: "h:mm",
  21: "h:mm:ss",
  22: "yyyy-mm-dd h:mm",
  37: "#,##0;(#,##0)",
  38: "#,##0;(#,##0)",
  39: "#,##0.00;(#,##0.00)",
  40: "#,##0.00;(#,##0.00)",
  45: "mm:ss",
  46: "[h]:mm:ss",
  47: "mm:ss.0",
  48: "##0.0E+0",
  49: "@",
};

const monthNames =
  "January February March April May June July August September October November December".split(" ");
const dayNames = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

function general(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  return String(Number(value.toPrecision(11)));
}

function splitSections(format: string): string[] {
  return format.match(/(?:"[^"]*"|\\.|\[[^\]]*\]|[^;])+/g) ?? ["General"];
}

/** Without what is quoted or escaped, a date format has letters of dates and no digits' places. */
function isDateFormat(format: string): boolean {
  const signs = format.replace(/"[^"]*"|\\.|_.|\*.|\[\$[^\]]*\]/g, "");
  return /[ymdhs]/i.test(signs) && !/[#?]|0(?!$)/.test(signs.replace(/\.0+/g, ""));
}

function formatDecimal(value: number, format: string): string {
  const pattern = /[#0?][#0?,]*(?:\.[0#?]*)?,*(?:E[+-]0+)?/i;
  // Quoted signs must not be taken for places of digits.
  const quoted: string[] = [];
  const masked = format
    .replace(
      /"([^"]*)"|\\(.)/g,
      (_, text = "", sign = "") => `${String.fromCharCode(0xe000 + quoted.push(text || sign) - 1)}`,
    )
    .replace(/_.|\*./g, "")
    .replace(/\[\$([^\]-]*)[^\]]*\]/g, "$1");
  const places = pattern.exec(masked)?.[0];
  const percent = (masked.match(/%/g) ?? []).length;
  const scaled = Math.abs(value) * 100 ** percent;
  const number = places ? digits(scaled, places) : "";
  const filled = places ? masked.replace(places, number) : masked;
  const shown = filled.replace(/[\ue000-\uf8ff]/g, (key) => quoted[key.charCodeAt(0) - 0xe000] ?? "").trim();
  return value < 0 && /[1-9]/.test(number) ? `-${shown}` : shown;
}

function digits(value: number, places: string): string {
  if (/E/i.test(places))
    return value
      .toExponential((/\.([0#?]+)/.exec(places)?.[1] ?? "").length)
      .replace(/e([+-])(\d)$/, "E$10$2")
      .toUpperCase();
  const scale = /,+$/.exec(places)?.[0].length ?? 0;
  const [whole = "", fraction = ""] = places.replace(/,+$/, "").split(".");
  const thousands = /,(?=[#0?])/.test(whole);
  const fixed = (value / 1000 ** scale).toFixed(Math.min(20, fraction.length));
  const [integer = "0", decimals = ""] = fixed.split(".");
  const least = (whole.match(/0/g) ?? []).length;
  const padded = integer === "0" && least === 0 ? "" : integer.padStart(least, "0");
  const grouped = thousands ? padded.replace(/\B(?=(\d{3})+(?!\d))/g, ",") : padded;
  const optional = (/[#?]+$/.exec(fraction)?.[0] ?? "").length;
  const cut = optional > 0 ? decimals.replace(new RegExp(`0{1,${optional}}$`), "") : decimals;
  return cut ? `${grouped}.${cut}` : grouped || "0";
}

function formatDate(serial: number, format: string, date1904: boolean): string {
  const days = date1904 ? serial + 1462 : serial;
  const milliseconds = Math.round((days - 25569) * 86_400_000);
  const date = new Date(milliseconds + (days < 61 && !date1904 ? 86_400_000 : 0));
  if (Number.isNaN(date.getTime())) return general(serial);
  const twelve = /AM\/PM|A\/P/i.test(format);
  const tokens =
    format.match(
      /"[^"]*"|\\.|\[\$[^\]]*\]|\[(?:h+|m+|s+)\]|AM\/PM|A\/P|y+|m+|d+|h+|s+(?:\.0+)?|_.|\*.|./gi,
    ) ?? [];
  let afterHour = false;
  return tokens
    .map((token, index) => {
      const sign = token[0]?.toLowerCase() ?? "";
      if (sign === '"') return token.slice(1, -1);
      if (sign === "\\") return token.slice(1);
      if (sign === "_" || sign === "*" || /^\[\$/.test(token)) return sign === "_" ? " " : "";
      if (/^\[h/i.test(token)) {
        afterHour = true;
        return String(Math.floor(serial * 24 + 1e-9));
      }
      if (/^am\/pm|^a\/p/i.test(token)) return date.getUTCHours() < 12 ? "AM" : "PM";
      if (sign === "h") {
        afterHour = true;
        const hours = date.getUTCHours();
        return pad(twelve ? hours % 12 || 12 : hours, token.length);
      }
      if (sign === "s" && /^s/i.test(token))
        return pad(date.getUTCSeconds(), token.replace(/\..*/, "").length);
      if (sign === "m" && /^m/i.test(token)) {
        const beforeSeconds =
          tokens
            .slice(index + 1)
            .find((next) => /^[ymdhs]/i.test(next))?.[0]
            ?.toLowerCase() === "s";
        if (token.length <= 2 && (afterHour || beforeSeconds)) {
          afterHour = false;
          return pad(date.getUTCMinutes(), token.length);
        }
        return monthText(date.getUTCMonth(), token.length);
      }
      if (sign === "y")
        return token.length > 2 ? String(date.getUTCFullYear()) : pad(date.getUTCFullYear() % 100, 2);
      if (sign === "d") return dayText(date, token.length);
      return token;
    })
    .join("")
    .trim();
}

function monthText(month: number, length: number): string {
  const name = monthNames[month] ?? "";
  if (length <= 2) return pad(month + 1, length);
  return length === 3 ? name.slice(0, 3) : length === 4 ? name : name.slice(0, 1);
}

function dayText(date: Date, length: number): string {
  if (length <= 2) return pad(date.getUTCDate(), length);
  const name = dayNames[date.getUTCDay()] ?? "";
  return length === 3 ? name.slice(0, 3) : name;
}

function pad(value: number, length: number): string {
  return String(value).padStart(Math.min(2, length), "0");
}
