import type { Access } from "@/db/access";
import { contentWordsOf } from "@/lib/text/words";
import { documentsByTitle } from "./documents-by-title";

const asks =
  /\?\s*$|^(?:what|who|whose|when|where|why|which|how|is|are|was|were|do|does|did|can|may|must|should|will)\b/i;

/**
 * The document that a topic is the title of: the one whose title says least besides, then the newest in force.
 * Undefined for a question, and where no title says so.
 */
export async function documentOnTopic(
  access: Access,
  { query, document_ids, source }: { query: string; document_ids: string[]; source?: string | undefined },
): Promise<string | undefined> {
  const wanted = stemsOf(query);
  if (asks.test(query.trim()) || wanted.size === 0) return undefined;
  const today = new Date().toISOString().slice(0, 10);
  const fitting = (await documentsByTitle(access, { query, source }))
    .filter(({ document_id }) => document_ids.length === 0 || document_ids.includes(document_id))
    .filter(({ title }) => isTitle(wanted, stemsOf(title)))
    .filter(({ effective_date }) => effective_date === null || effective_date <= today)
    .sort(
      (one, other) =>
        stemsOf(one.title).size - stemsOf(other.title).size || ageOf(other).localeCompare(ageOf(one)),
    );
  return fitting[0]?.document_id;
}

/** “parental leave” is “Parental Leave” and “Parental Leave Policy 2025”, but “leave” isn't. */
function isTitle(wanted: Set<string>, title: Set<string>): boolean {
  const own = [...title].filter((stem) => !idle.has(stem) && !/^\d+$/.test(stem));
  return own.length > 0 && own.length <= wanted.size && own.every((stem) => wanted.has(stem));
}

/** What kind of paper it is tells nothing of its topic. */
const idle = new Set(
  ["policy", "guide", "rules", "procedure", "handbook", "document", "overview", "faq", "information"].flatMap(
    (word) => [...stemsOf(word)],
  ),
);

function stemsOf(text: string): Set<string> {
  return new Set(contentWordsOf(text).map(({ stem }) => stem));
}

function ageOf({ effective_date, title }: { effective_date: string | null; title: string }): string {
  return effective_date ?? /\b(?:19|20)\d\d\b/.exec(title)?.[0] ?? "";
}
