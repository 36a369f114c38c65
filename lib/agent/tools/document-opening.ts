import type { Access } from "@/db/access";
import { getDocument } from "@/lib/documents/get-document";
import { readText } from "@/lib/documents/read-text";
import { codePointLength, sliceCodePoints } from "@/lib/text/code-points";
import { splitSentences } from "@/lib/text/split-sentences";
import type { AgentCitation } from "../schema";
import { withFlags } from "./passages";

const mostSentences = 6;

interface Opening {
  text: string;
  sentences: { text: string; markers: number[] }[];
  citations: AgentCitation[];
  found: boolean;
}

/** The first sentence of each of a document's first paragraphs, word for word: proved by standing there. */
export async function documentOpening(access: Access, documentId: string): Promise<Opening> {
  const document = await getDocument({ access, id: documentId });
  const text = await readText({ access, documentId, start: 0, end: 12_000, around: 0 });
  const quotes = text.blocks
    .filter(({ kind }) => kind === "paragraph" || kind === "list-item" || kind === "table-row")
    .slice(0, mostSentences)
    .flatMap((block) => {
      const whole = sliceCodePoints(text.text, block.start - text.start, block.end - text.start);
      const [first] = splitSentences(whole);
      if (!first) return [];
      const quote = whole.slice(first.start, first.end);
      const start = block.start + codePointLength(whole.slice(0, first.start));
      return [{ quote, start, end: start + codePointLength(quote) }];
    });
  const passages = await withFlags(
    access,
    quotes.map(({ quote, start, end }) => ({
      document_id: documentId,
      version_id: text.version_id,
      source_id: document.source.id,
      source: document.source.name,
      title: document.title,
      section: [],
      page: null,
      quote,
      start,
      end,
    })),
  );
  const kept = passages.filter(({ flags }) => !flags.includes("contains_instructions"));
  return {
    text: kept.map(({ quote }, index) => `${quote} [${index + 1}]`).join(" "),
    sentences: kept.map(({ quote }, index) => ({ text: quote, markers: [index + 1] })),
    citations: kept.map((passage, index) => ({ ...passage, marker: index + 1 })),
    found: kept.length > 0,
  };
}
