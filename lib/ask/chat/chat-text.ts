import { withoutLinks } from "@/lib/guard/addresses";
import type { Answer, Citation, Sentence } from "../schema";

export const sourcesHeading = "Sources:";

/** A sentence as it stands in the text of a message: layout before it, then the text, then its markers. */
export function sentenceText({ before, text, markers }: Sentence): string {
  const marks = markers.map((marker) => `[${marker}]`).join("");
  return `${before}${text}${marks === "" ? "" : ` ${marks}`}`;
}

/** The list below an answer, one line a citation: number, document, place, quote and address; "" without citations. */
export function sourcesText(citations: Citation[], address: string): string {
  if (citations.length === 0) return "";
  const lines = citations.map((citation) => {
    const place = [
      citation.title,
      ...(citation.page === null ? [] : [`page ${citation.page}`]),
      ...citation.section.slice(-1).filter((section) => section !== citation.title),
    ].join(", ");
    // Chat clients draw Markdown: an image in a quote would be fetched from wherever the document says.
    const quote = withoutLinks(citation.quote.replace(/\s+/g, " "));
    return `[${citation.marker}] ${withoutLinks(place)}: “${quote}” ${passageUrl(citation, address)}`;
  });
  return `\n\n${sourcesHeading}\n${lines.join("\n")}`;
}

export interface UrlAnnotation {
  type: "url_citation";
  url_citation: { start_index: number; end_index: number; title: string; url: string };
}

/** One annotation for each marker in the text; positions are Unicode code points, half-open, around the marker. */
export function annotationsOf(answer: Answer, address: string): UrlAnnotation[] {
  const annotations: UrlAnnotation[] = [];
  let at = 0;
  for (const sentence of answer.sentences) {
    const whole = [...sentenceText(sentence)].length;
    let end = at + whole;
    for (const marker of [...sentence.markers].reverse()) {
      const start = end - `[${marker}]`.length;
      const citation = answer.citations.find((one) => one.marker === marker);
      if (citation)
        annotations.push({
          type: "url_citation",
          url_citation: {
            start_index: start,
            end_index: end,
            title: citation.title,
            url: passageUrl(citation, address),
          },
        });
      end = start;
    }
    at += whole;
  }
  return annotations.sort((a, b) => a.url_citation.start_index - b.url_citation.start_index);
}

/** The page that shows the quote in its document. */
export function passageUrl(citation: Citation, address: string): string {
  const { document_id: id, version_id: version, start, end } = citation;
  return `${address}/documents/${encodeURIComponent(id)}?version=${encodeURIComponent(version)}&start=${start}&end=${end}`;
}
