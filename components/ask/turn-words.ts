import { plural } from "@/components/ui/plural";
import { supportWords } from "./support-words";
import type { Turn } from "./thread";

/** An answer is read out to about this many characters; the rest is in the page. */
const readOutMost = 600;

/** What is being done for a question that waits, for the eye. */
export function progressWords(turn: Turn): string {
  if (!turn.searched) return "Searching your documents";
  const found = `${plural(turn.searched.passages.length, "passage")} found in ${plural(turn.searched.documents, "document")}`;
  return `${found}. Reading them`;
}

/**
 * What a screen reader says of the last turn: two steps on the way, then the answer as a whole and how well it is
 * supported. Empty for a turn that ended before the page was opened, and for a failure, which is an alert itself.
 */
export function announcementOf(turn: Turn | undefined): string {
  if (!turn) return "";
  if (turn.state === "asking" || turn.state === "streaming") return progressWords(turn);
  if (!turn.searched) return "";
  if (turn.state === "stopped") return "Stopped";
  if (!turn.answer) return "";
  const text = turn.sentences.map((sentence) => sentence.text).join(" ");
  const { judgement, basis } = supportWords(turn.answer);
  return `${text.length > readOutMost ? `${text.slice(0, readOutMost)} …` : text} ${judgement}${basis}.`;
}
