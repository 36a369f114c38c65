import { withoutLinks } from "@/lib/guard/addresses";
import { selectSentences } from "@/lib/models/extractive/select-sentences";
import type { SentenceVectors } from "@/lib/models/extractive/sentence-similarities";
import type { FoundPassage, FoundPassages } from "./find-passages";
import type { AskEvent, Sentence } from "./schema";
import type { WrittenAnswer } from "./write-answer";

/**
 * Adds a note for each document on the same matter that isn't in force: the one that was replaced, the one to
 * come. The note is the product's own words; its citation shows what that document says.
 */
export async function mentionOthers(input: {
  question: string;
  found: FoundPassages;
  written: WrittenAnswer;
  embeddingModel: SentenceVectors;
  emit: (event: AskEvent) => void;
}): Promise<void> {
  const { question, found, written, embeddingModel, emit } = input;
  const cited = new Set(written.book.citations.map((citation) => citation.document_id));
  const set = found.passages.filter(({ use }) => use === "superseded");
  for (const documentId of new Set(set.map(({ result }) => result.document_id))) {
    const validity = found.validity.get(documentId);
    if (validity?.state !== "superseded" && validity?.state !== "coming") continue;
    const inForce = validity.state === "superseded" ? validity.by : validity.instead;
    if (!cited.has(inForce)) continue;
    const own = set.filter(({ result }) => result.document_id === documentId);
    const quote = await bestQuote({ question, passages: own, embeddingModel });
    if (!quote) continue;
    const { marker, added } = written.book.cite(quote.passage, quote);
    for (const citation of added) emit({ type: "citation-added", citation });
    const title = withoutLinks(quote.passage.label.title);
    const { effective_date: from } = quote.passage.result;
    const text =
      validity.state === "coming"
        ? `Not yet in force: ${title}, from ${validity.from}.`
        : `Older and no longer in force: ${title}${from ? ` (of ${from})` : ""}.`;
    const sentence: Sentence = {
      index: written.sentences.length,
      text,
      markers: [marker],
      status: "note",
      before: "\n\n",
    };
    written.sentences.push(sentence);
    emit({ type: "sentence-added", sentence });
  }
}

async function bestQuote(input: {
  question: string;
  passages: FoundPassage[];
  embeddingModel: SentenceVectors;
}): Promise<{ passage: FoundPassage; start: number; end: number; text: string } | undefined> {
  const { question, passages, embeddingModel } = input;
  const { sentences } = await selectSentences({
    question,
    passages: passages.map(({ result, readText }) => ({ ...result, text: readText })),
    embeddingModel,
    maxSentences: 1,
  });
  const best = sentences[0];
  const passage = best && passages[best.passageIndex];
  return best && passage ? { passage, start: best.start, end: best.end, text: best.text } : undefined;
}
