import { foreignAddresses, withoutLinks } from "@/lib/guard/addresses";
import { repeatsText } from "@/lib/guard/repeats-text";
import { holdsCredential } from "@/lib/guard/sentence-problem";
import { agentInstructions } from "./agent-instructions";

const leftOut = "[address left out]";

/**
 * What a model says, as it may be shown: without images, links and HTML, and without addresses that stand in none of
 * `known`, since an address can carry data out. Empty where it says its instructions back or hands out a credential.
 */
export function ownWords(text: string, known: string[]): string {
  if (repeatsText(text, agentInstructions) || holdsCredential(text)) return "";
  const shown = withoutLinks(text);
  // The longest first: one may be a part of another.
  const foreign = [...new Set(foreignAddresses(shown, known))].sort((a, b) => b.length - a.length);
  return foreign.reduce((rest, one) => rest.replace(new RegExp(escaped(one), "gi"), leftOut), shown).trim();
}

/** Whether a text of a model holds an image, a link or an address that stands in none of `known`. */
export function holdsLink(text: string, known: string[]): boolean {
  return /!\[[^\]]*\]\s?[([]|<(?:img|a|iframe|script|form|object|embed|link|meta)\b/i.test(text)
    ? !known.some((one) => one.includes(text))
    : foreignAddresses(text, known).length > 0;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
