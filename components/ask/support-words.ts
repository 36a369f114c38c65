import { plural } from "@/components/ui/plural";
import type { Answer } from "@/lib/ask/schema";

/** How well an answer is supported: the judgement, and what it rests on. */
export function supportWords(answer: Answer): { judgement: string; basis: string } {
  if (answer.support === "not-in-documents") {
    return { judgement: answer.reason === "not_found" ? "Not in your documents" : "Not answered", basis: "" };
  }
  if (answer.support === "every-sentence-proved") {
    const documents = new Set(answer.citations.map((citation) => citation.document_id)).size;
    return {
      judgement: "Every sentence proved",
      basis: ` by ${plural(answer.citations.length, "passage")} from ${plural(documents, "document")}`,
    };
  }
  return { judgement: "Partly proved", basis: ": what is not proved is marked" };
}
