import type { CaseKind } from "@/lib/evals/schema";

/** Kinds of cases as people read them. */
export const kindWords: Record<CaseKind, string> = {
  "single-fact": "Single fact",
  "several-passages": "Several passages",
  "table-row": "Table row",
  "number-date": "Number or date",
  "old-new": "Old against new",
  "follow-up": "Follow-up turn",
  paraphrase: "Paraphrase",
  unanswerable: "Not in the documents",
  "near-miss": "Near miss",
  "injection-question": "Injection in the question",
  "injection-document": "Injection in a document",
  unsafe: "Unsafe request",
  "forbidden-document": "Forbidden document",
  scenario: "Scenario of the agent",
};

/** A kind in words; one that isn't known as it is written. */
export function kindLabel(kind: string): string {
  return Object.hasOwn(kindWords, kind) ? kindWords[kind as CaseKind] : kind;
}

/** A slice of scores in words: `kind:table-row`, `tag:german`, `held_back`. */
export function sliceLabel(slice: string): string {
  if (slice === "all") return "All cases";
  if (slice === "tuning") return "Used for tuning";
  if (slice === "held_back") return "Held back";
  const [what, ...rest] = slice.split(":");
  const name = rest.join(":");
  return what === "kind" ? kindLabel(name) : `Tag “${name}”`;
}

export const outcomeWords = {
  right: "right",
  wrong: "wrong",
  refused: "refused",
  error: "no answer",
} as const;
