import { z } from "zod";
import { listSources as readSources } from "@/lib/sources/list-sources";
import type { ReadTool } from "./tool";

const input = z.strictObject({});
const output = z.object({
  sources: z.array(
    z.object({
      source_id: z.string(),
      name: z.string(),
      description: z.string(),
      documents: z.int(),
      trusted: z.boolean(),
    }),
  ),
});

/** The sources that the caller may read. */
export const listSources: ReadTool<z.infer<typeof input>, z.infer<typeof output>> = {
  kind: "read",
  name: "list_sources",
  title: "List sources",
  description: "Names the sources that documents come from and how many documents each holds.",
  input,
  output,
  reads: "the names of the sources that you may read",
  writes: null,
  needs: { scope: "agent", role: "member" },

  async run({ access }) {
    const sources = await readSources({ access });
    return {
      sources: sources.slice(0, 200).map((source) => ({
        source_id: source.id,
        name: source.name,
        description: source.description,
        documents: source.document_count,
        trusted: source.trusted,
      })),
    };
  },

  sourcesOf: ({ sources }) => sources.map(({ source_id }) => source_id),
};
