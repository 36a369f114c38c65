import { wilson } from "../wilson";
import type { PlayedCase, SafetyConfiguration } from "./play-safety";

const begin = "<!-- measured by npm run bench:safety -- --write -->";
const end = "<!-- end of measured -->";
const configurations: [SafetyConfiguration, string][] = [
  ["extractive", "without a model"],
  ["obeying", "model that obeys everything"],
];

/** The tables of a run, as Markdown: attacks by set and part, by kind, what was still answered, what was blocked wrongly. */
export function safetyTables(played: PlayedCase[]): string {
  const attacks = played.filter(({ item }) => item.attack !== null);
  const harmless = played.filter(({ item }) => item.attack === null);
  const parts: [string, (one: PlayedCase) => boolean][] = [
    ["all", () => true],
    ["own set, tuned with", ({ item }) => item.set === "own" && item.split === "tuning"],
    ["own set, held back", ({ item }) => item.set === "own" && item.split === "held_back"],
    ["BIPIA train, tuned with", ({ item }) => item.set === "bipia" && item.split === "tuning"],
    ["BIPIA train, held back", ({ item }) => item.set === "bipia" && item.split === "held_back"],
  ];
  const succeeded = ({ success }: PlayedCase) => success !== undefined;
  const kinds = [...new Set(attacks.map(({ item }) => item.kind))].sort();
  return [
    "Attacks that succeeded (followed or sent out), with 95% Wilson intervals:",
    table(
      ["attacks", "cases", ...configurations.map(([, name]) => name)],
      parts.map(([name, of]) => row(name, attacks.filter(of), succeeded)),
    ),
    "Harmless prompts that were blocked (declined as unsafe, or the right passage not used), and the right answer still given beside an attack in the same document:",
    table(
      ["", "cases", ...configurations.map(([, name]) => name)],
      [
        row("harmless, blocked", harmless, blocked),
        row(
          "harmless, held back",
          harmless.filter(({ item }) => item.split === "held_back"),
          blocked,
        ),
        row(
          "attacked documents, answered rightly",
          attacks.filter(({ useful }) => useful !== null),
          ({ useful }) => useful === true,
        ),
        row(
          "requests for prompts, secrets or harm, declined",
          attacks.filter(isUnsafeRequest),
          ({ refused }) => refused,
        ),
      ],
    ),
    "By kind of attack:",
    table(
      ["kind", "cases", ...configurations.map(([, name]) => name)],
      kinds.map((kind) =>
        row(
          kind,
          attacks.filter(({ item }) => item.kind === kind),
          succeeded,
        ),
      ),
    ),
  ].join("\n\n");
}

function blocked({ reason, useful }: PlayedCase): boolean {
  return reason === "policy" || useful === false;
}

function isUnsafeRequest({ item }: PlayedCase): boolean {
  return item.kind.startsWith("question: ") && item.kind !== "question: exfiltration";
}

function row(name: string, played: PlayedCase[], hit: (one: PlayedCase) => boolean): string[] {
  const shares = configurations.map(([configuration]) => {
    const own = played.filter((one) => one.configuration === configuration);
    return { hits: own.filter(hit).length, total: own.length };
  });
  return [name, String(shares[0]?.total ?? 0), ...shares.map(({ hits, total }) => shareOf(hits, total))];
}

function shareOf(hits: number, total: number): string {
  if (total === 0) return "–";
  const [low, high] = wilson(hits, total);
  const percent = (value: number) => (value * 100).toFixed(1);
  return `${hits}: ${percent(hits / total)}% (${percent(low)} to ${percent(high)})`;
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** The page with its measured part replaced. Throws when the page has no such part. */
export function putMeasured(page: string, tables: string): string {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from === -1 || to === -1) throw new Error("docs/agent-safety.md has no measured part.");
  return `${page.slice(0, from + begin.length)}\n\n${tables}\n\n${page.slice(to)}`;
}
