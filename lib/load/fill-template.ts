import { AppError } from "@/lib/errors/app-error";
import { seededRandom } from "@/lib/text/seeded-random";

export type Fill = (template: string) => string;

/**
 * Puts values into texts: `{{sequence}}` counts from 1, `{{random}}` is twelve letters and digits, `{{pick:POOL}}`
 * a drawn text of a pool, `{{next:POOL}}` its texts in turn. The same seed gives the same texts.
 * Throws `invalid_request` for a placeholder or pool that isn't known.
 */
export function templateFiller(options: { pools: Record<string, string[]>; seed: number }): Fill {
  const random = seededRandom(options.seed);
  const turns = new Map<string, number>();
  let sequence = 0;
  return (template) => {
    if (!template.includes("{{")) return template;
    return template.replace(/\{\{(\w+)(?::([\w-]+))?\}\}/g, (whole, kind: string, name = "") => {
      if (kind === "sequence") return String(++sequence);
      if (kind === "random") return randomWord(random);
      const pool = options.pools[name];
      if ((kind !== "pick" && kind !== "next") || !pool)
        throw new AppError("invalid_request", { public: `${whole} is not a placeholder of this plan.` });
      const turn = turns.get(name) ?? 0;
      if (kind === "next") turns.set(name, turn + 1);
      const index = kind === "next" ? turn % pool.length : Math.floor(random() * pool.length);
      return pool[index] ?? "";
    });
  };
}

function randomWord(random: () => number): string {
  let word = "";
  while (word.length < 12) word += Math.floor(random() * 36).toString(36);
  return word;
}

/** Fills each text of a JSON value. */
export function fillJson(value: unknown, fill: Fill): unknown {
  if (typeof value === "string") return fill(value);
  if (Array.isArray(value)) return value.map((item) => fillJson(item, fill));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fillJson(item, fill)]));
}
