import { passagePath } from "@/components/documents/passage-path";
import type { Answer } from "@/lib/ask/schema";
import { placeOf } from "./place-of";

/** Puts the answer with its numbered sources on the clipboard; false when the browser refuses. */
export async function copyWithSources(answer: Answer): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(withSources(answer, window.location.origin));
    return true;
  } catch {
    return false;
  }
}

/** The answer as plain text, then each source with its quote and the address of the passage. */
export function withSources(answer: Answer, origin: string): string {
  const sources = answer.citations.map(
    (citation) =>
      `[${citation.marker}] ${placeOf(citation)}: “${citation.quote}”\n    ${origin}${passagePath(citation)}`,
  );
  return `${answer.answer.trim()}\n\n${sources.join("\n")}\n`;
}
