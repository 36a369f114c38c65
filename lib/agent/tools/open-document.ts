import { z } from "zod";
import { getDocument } from "@/lib/documents/get-document";
import { readText } from "@/lib/documents/read-text";
import { env } from "@/lib/env/env";
import { sliceCodePoints } from "@/lib/text/code-points";
import { agentPassageSchema } from "../schema";
import { boundPassages, withFlags } from "./passages";
import type { ReadTool } from "./tool";

const input = z.strictObject({
  document_id: z.string().min(1).max(100).describe("Id of the document"),
  start: z.int().min(0).default(0).describe("Where to begin, in characters of its text"),
});
const output = z.object({
  document_id: z.string(),
  title: z.string(),
  source: z.string(),
  source_id: z.string(),
  type: z.string(),
  tags: z.array(z.string()),
  effective_date: z.string().nullable(),
  length: z.int(),
  /** Its paragraphs, in order. */
  passages: z.array(agentPassageSchema),
  /** There is more: go on at the end of the last passage. */
  cut: z.boolean(),
});

/** A document's text from a place on, paragraph by paragraph. */
export const openDocument: ReadTool<z.infer<typeof input>, z.infer<typeof output>> = {
  kind: "read",
  name: "open_document",
  title: "Open a document",
  description: "Reads a document's text, paragraph by paragraph, from a place on.",
  input,
  output,
  reads: "one document",
  writes: null,
  needs: { scope: "agent", role: "member" },

  async run({ access }, { document_id, start }) {
    const document = await getDocument({ access, id: document_id });
    const most = env().AGENT_TOOL_OUTPUT_CHARACTERS;
    const text = await readText({ access, documentId: document_id, start, end: start + most, around: 0 });
    const bounded = boundPassages(
      text.blocks.map((block) => ({
        document_id,
        version_id: text.version_id,
        source_id: document.source.id,
        source: document.source.name,
        title: document.title,
        section: [],
        page: null,
        quote: sliceCodePoints(text.text, block.start - text.start, block.end - text.start),
        start: block.start,
        end: block.end,
      })),
      most,
    );
    return {
      document_id,
      title: document.title,
      source: document.source.name,
      source_id: document.source.id,
      type: document.type,
      tags: document.tags,
      effective_date: document.effective_date,
      length: text.length,
      passages: await withFlags(access, bounded.passages),
      cut: bounded.cut || text.end < text.length,
    };
  },

  sourcesOf: ({ source_id }) => [source_id],
};
