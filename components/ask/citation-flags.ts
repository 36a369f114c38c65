import type { Citation, CitationFlag } from "@/lib/ask/schema";

const words: Record<CitationFlag, { short: string; title: string; detail: string }> = {
  contains_instructions: {
    short: "Holds instructions to machines",
    title: "This document holds instructions to machines",
    detail:
      "Somebody may have written it to steer answers. Check what it says in another place before you rely on it.",
  },
  untrusted_source: {
    short: "Source not marked as trusted",
    title: "This source isn't marked as trusted",
    detail: "Whoever manages sources has not vouched for what stands in it.",
  },
};

/** What a reader should know of a citation, in words. */
export function citationFlags(citation: Pick<Citation, "flags">) {
  return citation.flags.map((flag) => ({ flag, ...words[flag] }));
}
