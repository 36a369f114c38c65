import { looksGerman } from "@/lib/text/words";

const empty =
  /^(?:introduction|overview|summary|scope|purpose|background|contents?|table of contents|contacts?|appendix|annex|references?|glossary|history|document history|change log|changelog|notes?|general|definitions?|conclusion|agenda|attendees|present|apologies|next steps|any other business|questions?|details|more|foreword|about (?:this|us).*|what has changed|why we .*|sheet ?\d+|page \d+|slide \d+|legal notice|impressum|version.*|revision.*|einleitung|überblick|zweck|geltungsbereich|anlagen?)$/i;

/**
 * A question that a section answers, from its own heading: the heading itself where it asks, else what its
 * document says about it. Undefined for a heading that says nothing, such as "Overview". `asked`: it was one already.
 */
export function questionOfSection(section: {
  title: string;
  section: string[];
}): { question: string; asked: boolean } | undefined {
  const heading = clean(section.section.at(-1) ?? "");
  if (/\?$/.test(heading)) {
    const words = heading.split(" ").length;
    return words >= 4 && words <= 18 ? { question: heading, asked: true } : undefined;
  }
  const title = clean(section.title).replace(/\s*\((?:19|20)\d\d\)$/, "");
  const words = heading.split(" ").length;
  if (empty.test(heading) || heading.toLowerCase() === title.toLowerCase()) return undefined;
  if (heading.length < 5 || words > 7 || /[:;|•–]|\d{4}/.test(heading) || looksGerman(`${title} ${heading}`))
    return undefined;
  if (!/^[\p{L}]/u.test(heading) || title.length > 60 || /[_/.:|]/.test(title)) return undefined;
  const article = /^(?:the|our|a|an)\s/i.test(title) ? "" : "the ";
  return { question: `What does ${article}${title} say about ${inSentence(heading)}?`, asked: false };
}

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
