import type { Access } from "@/db/access";
import { getDocument } from "@/lib/documents/get-document";
import { readText } from "@/lib/documents/read-text";
import type { DocumentText } from "@/lib/documents/schema";
import { codePointLength, sliceCodePoints } from "@/lib/text/code-points";
import { splitSentences } from "@/lib/text/split-sentences";
import type { AgentCitation } from "../schema";
import { withFlags } from "./passages";

const mostSentences = 6;
const firstCharacters = 12_000;
const longestSentence = 260;

export interface Digest {
  text: string;
  sentences: { text: string; markers: number[] }[];
  citations: AgentCitation[];
  found: boolean;
}

interface Sentence {
  quote: string;
  start: number;
  end: number;
  section: string[];
}

/**
 * What a document says in short: of each of its sections the sentence that tells most, word for word and in order,
 * proved by standing there. Sentences that give orders to machines are left out. Throws `not_found`.
 */
export async function documentDigest(access: Access, documentId: string): Promise<Digest> {
  const document = await getDocument({ access, id: documentId });
  const text = await readText({ access, documentId, start: 0, end: firstCharacters, around: 0 });
  const passages = await withFlags(
    access,
    sentencesOf(text).map((sentence) => ({
      ...sentence,
      document_id: documentId,
      version_id: text.version_id,
      source_id: document.source.id,
      source: document.source.name,
      title: document.title,
      page: null,
    })),
  );
  const kept = chosenOf(passages.filter(({ flags }) => !flags.includes("contains_instructions")));
  return {
    text: kept.map(({ quote }, index) => `${quote} [${index + 1}]`).join(" "),
    sentences: kept.map(({ quote }, index) => ({ text: quote, markers: [index + 1] })),
    citations: kept.map((passage, index) => ({ ...passage, marker: index + 1 })),
    found: kept.length > 0,
  };
}

function sentencesOf({ text, start: from, blocks }: DocumentText): Sentence[] {
  const path: string[] = [];
  return blocks.flatMap((block) => {
    const whole = sliceCodePoints(text, block.start - from, block.end - from);
    if (block.kind === "heading") {
      path.splice((block.level ?? 1) - 1, path.length, whole.trim());
      return [];
    }
    if (block.kind !== "paragraph" && block.kind !== "list-item") return [];
    const section = path.filter(Boolean);
    return splitSentences(whole).map((sentence) => {
      const quote = whole.slice(sentence.start, sentence.end);
      const start = block.start + codePointLength(whole.slice(0, sentence.start));
      return { quote, start, end: start + codePointLength(quote), section };
    });
  });
}

/** The best of each section, then the second best, until there are enough; in the order of the document. */
function chosenOf<S extends Sentence>(sentences: S[]): S[] {
  const sections = new Map<string, S[]>();
  for (const sentence of sentences) {
    const key = sentence.section.join("\n");
    sections.set(key, [...(sections.get(key) ?? []), sentence]);
  }
  const ranked = [...sections.values()].map((all) =>
    all
      .map((sentence, index) => ({ sentence, worth: worthOf(sentence.quote, index) }))
      .filter(({ worth }) => worth > 0)
      .sort((one, other) => other.worth - one.worth)
      .map(({ sentence }) => sentence),
  );
  const chosen: S[] = [];
  for (let round = 0; chosen.length < mostSentences; round++) {
    const next = ranked.flatMap((all) => all[round] ?? []);
    if (next.length === 0) break;
    chosen.push(...next.slice(0, mostSentences - chosen.length));
  }
  return chosen.sort((one, other) => one.start - other.start);
}

/** How much a sentence tells by itself; nothing where it leans on the one before or only speaks of the document. */
function worthOf(quote: string, index: number): number {
  if (/^(?:it|they|this|these|those|that|he|she|there|after that|then|however|otherwise)\b/i.test(quote))
    return 0;
  if (/^(?:effective|valid|version|replaces|last (?:changed|updated))\b/i.test(quote)) return 0;
  if (/^[^.!?:]{1,40}:\s[^.!?]{1,60}$/.test(quote.trim())) return 0;
  if (/\b(?:is|are) (?:explained|described|set out) in\b/i.test(quote)) return 0;
  if (codePointLength(quote) > longestSentence || !/\p{L}.*\s.*\p{L}/su.test(quote)) return 0;
  const rule = /\b(?:must|may|can|has to|have to|is|are|receives?|pays?|gets?|lasts?|needs?)\b/i.test(quote);
  return 1 + (/\d/.test(quote) ? 1 : 0) + (rule ? 0.5 : 0) + (index === 0 ? 0.5 : 0);
}
