import type { Citation, ConsideredPassage } from "@/lib/ask/schema";

/** Where a passage stands, in words: document, then page or section. */
export function placeOf(passage: Pick<Citation | ConsideredPassage, "title" | "page" | "section">): string {
  const place = withinDocument(passage);
  return place ? `${passage.title}, ${place}` : passage.title;
}

/** Page and innermost section; empty when neither is known or the section is the title itself. */
export function withinDocument(
  passage: Pick<Citation | ConsideredPassage, "title" | "page" | "section">,
): string {
  const section = passage.section.at(-1);
  const parts = [
    passage.page === null ? null : `page ${passage.page}`,
    section && section !== passage.title ? section : null,
  ];
  return parts.filter((part) => part !== null).join(", ");
}
