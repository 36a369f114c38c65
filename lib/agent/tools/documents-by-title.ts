import type { Access } from "@/db/access";
import { listDocuments } from "@/lib/documents/list-documents";
import type { Document } from "@/lib/documents/schema";
import { contentWordsOf, wordsOf } from "@/lib/text/words";

const most = 10;

/**
 * Documents whose title, place or tags hold the words, those first whose title holds most of them. Where none holds
 * all of the words, those that hold some.
 */
export async function documentsByTitle(
  access: Access,
  { query, source }: { query: string; source?: string | undefined },
) {
  const words = [...new Set(contentWordsOf(query).map(({ lower }) => lower))].slice(0, 8);
  if (words.length === 0) return [];
  const titled = async (q: string) =>
    (await listDocuments({ access, query: { q, source, sort: "title", order: "asc", limit: 20 } })).data;
  const found = new Map((await titled(words.join(" "))).map((document) => [document.id, document]));
  if (found.size === 0) {
    const longest = [...words].sort((a, b) => b.length - a.length).slice(0, 3);
    for (const word of longest) for (const document of await titled(word)) found.set(document.id, document);
  }
  const stems = new Set(wordsOf(query).map(({ stem }) => stem));
  const shared = ({ title }: Document) => {
    const own = wordsOf(title).map(({ stem }) => stem);
    return own.filter((stem) => stems.has(stem)).length / Math.max(1, own.length);
  };
  return [...found.values()]
    .sort((a, b) => shared(b) - shared(a))
    .slice(0, most)
    .map((document) => ({
      document_id: document.id,
      title: document.title,
      source: document.source.name,
      source_id: document.source.id,
      type: document.type,
      tags: document.tags,
      effective_date: document.effective_date,
    }));
}
