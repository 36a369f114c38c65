import { holdsName } from "./find-intent";
import type { Past } from "./past";

/** The source that a request names. Where none is needed and none named, null. */
export function resolveSource(
  words: string,
  past: Past,
  { needed }: { needed: boolean },
): { kind: "found"; name: string | null } | { kind: "none"; text: string } {
  const spoken =
    /\b(?:to|into|in|under|on)\s+(?:the\s+|our\s+)?(?:source\s+|collection\s+)?[“"]?[\p{L}\p{N}]/iu.test(
      words,
    );
  if (!needed && !spoken) return { kind: "found", name: null };
  const step = past.call("list_sources", {});
  if (step.state !== "done") return { kind: "none", text: "The sources could not be read." };
  const names = ((step.output as { sources?: { name: string }[] }).sources ?? []).map(({ name }) => name);
  const behind = (name: string) =>
    new RegExp(
      `\\b(?:to|into|in|under|on)\\s+(?:the\\s+|our\\s+)?(?:source\\s+|collection\\s+)?[“"]?${escaped(name)}(?![\\p{L}\\p{N}])`,
      "iu",
    ).test(words);
  const longest = [...names].sort((a, b) => b.length - a.length);
  const named = longest.find(behind) ?? (needed ? longest.find((name) => holdsName(words, name)) : undefined);
  if (named !== undefined) return { kind: "found", name: named };
  if (!needed) return { kind: "found", name: null };
  const reply = past.ask("Which source should it go to?", names);
  const chosen = longest.find((name) => holdsName(reply, name));
  return chosen === undefined
    ? { kind: "none", text: `There is no source “${reply}” that you may read, so nothing was done.` }
    : { kind: "found", name: chosen };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
