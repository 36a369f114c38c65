import { z } from "zod";
import { database } from "@/db/client";
import { searchChunks } from "@/lib/retrieval/search-chunks";
import { agentPassageSchema } from "../schema";
import { documentsByTitle } from "./documents-by-title";
import { boundPassages, sourcesOfPassages, withFlags } from "./passages";
import type { ReadTool } from "./tool";

const input = z.strictObject({
  query: z.string().trim().min(1).max(1000).describe("What to look for: a topic, a question or a title"),
  source: z.string().trim().min(1).max(100).optional().describe("Name of the one source to look in"),
  most: z.int().min(1).max(20).default(6).describe("How many passages at most"),
});
const output = z.object({
  /** Documents whose title, place or tags hold the words. */
  documents: z.array(
    z.object({
      document_id: z.string(),
      title: z.string(),
      source: z.string(),
      source_id: z.string(),
      type: z.string(),
      tags: z.array(z.string()),
      effective_date: z.string().nullable(),
    }),
  ),
  passages: z.array(agentPassageSchema),
  cut: z.boolean(),
});

/** Passages by meaning and words, and documents by their titles. */
export const searchDocuments: ReadTool<z.infer<typeof input>, z.infer<typeof output>> = {
  kind: "read",
  name: "search_documents",
  title: "Search documents",
  description:
    "Finds passages on a topic, and documents by their titles, with the ids that other tools need.",
  input,
  output,
  reads: "every document that you may read",
  writes: null,
  needs: { scope: "agent", role: "member" },

  async run({ access, signal }, { query, source, most }) {
    const filters = source === undefined ? undefined : { sources: [source] };
    const db = await database();
    const [found, titled] = await Promise.all([
      searchChunks(db, { access, query, topK: most, filters, signal }),
      documentsByTitle(access, { query, source }),
    ]);
    const bounded = boundPassages(
      found.results.map((result) => ({
        document_id: result.document_id,
        version_id: result.version_id,
        source_id: result.source_id,
        source: result.source,
        title: result.title,
        section: result.section,
        page: result.page,
        quote: result.text,
        start: result.start,
        end: result.end,
      })),
    );
    return {
      documents: titled,
      passages: await withFlags(access, bounded.passages),
      cut: bounded.cut,
    };
  },

  sourcesOf: (found) => [
    ...new Set([...sourcesOfPassages(found), ...found.documents.map((document) => document.source_id)]),
  ],
};
