import { looksGerman } from "@/lib/text/words";

const empty =
  /^(?:introduction|overview|summary|scope|purpose|background|contents?|table of contents|contacts?|appendix|annex|references?|glossary|history|document history|change log|changelog|notes?|general|definitions?|conclusion|agenda|attendees|present|apologies|next steps|any other business|questions?|details|more|foreword|about (?:this|us).*|what has changed|why we .*|sheet ?\d+|page \d+|slide \d+|legal notice|impressum|version.*|revision.*|einleitung|überblick|zweck|geltungsbereich|anlagen?)$/i;

const kinds =
  /\b(?:policy|policies|guide|handbook|manual|procedure|terms|rules|agreement|plan|report|runbook|checklist|code|charter|standard|instructions?)$/i;

/**
 * Questions that a section answers, from its own words: questions that stand in it (FAQ), else what its document
 * says about its heading. None for a heading that says nothing, such as "Overview". `asked`: it was one already.
 */
export function questionsOfSection(section: {
  title: string;
  section: string[];
  text: string;
}): { question: string; asked: boolean }[] {
  const heading = clean(section.section.at(-1) ?? "");
  const asked = [heading, ...section.text.split("\n").map(clean)].filter(
    (line) => asks.test(line) && line.split(" ").length >= 4 && line.split(" ").length <= 18,
  );
  if (asked.length > 0) return asked.slice(0, 2).map((question) => ({ question, asked: true }));
  const title = clean(section.title).replace(/\s*\((?:19|20)\d\d\)$/, "");
  if (empty.test(heading) || heading.toLowerCase() === title.toLowerCase()) return [];
  if (heading.length < 5 || heading.split(" ").length > 7 || /[:;|•–]|\d{4}/.test(heading)) return [];
  if (!/^\p{L}/u.test(heading) || title.length > 50 || /[_/.:|,]|\d/.test(title)) return [];
  if (looksGerman(`${title} ${heading}`)) return [];
  const named = kinds.test(title) ? `the ${title.replace(/^the\s/i, "")}` : `“${title}”`;
  return [{ question: `What does ${named} say about ${inSentence(heading)}?`, asked: false }];
}

const asks = /^(?:what|which|who|whom|when|where|why|how|do|does|is|are|can|may|must|should|will)\b[^?]+\?$/i;

/** Without numbers and marks of emphasis. */
function clean(text: string): string {
  return text
    .replace(/^(?:\d+(?:\.\d+)*|[A-Z]|[IVX]+)[.)]?\s+/, "")
    .replace(/[*_`#]+/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** The first word in small letters, unless it is a name or an abbreviation. */
function inSentence(heading: string): string {
  const [first = "", second = ""] = heading.split(" ");
  const name = /^\p{Lu}+$|\d|\p{Ll}\p{Lu}/u.test(first) || /^\p{Lu}/u.test(second);
  return name ? heading : heading.slice(0, 1).toLowerCase() + heading.slice(1);
}
