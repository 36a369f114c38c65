import { z } from "zod";
import type { Access } from "@/db/access";
import { answerQuestion } from "@/lib/ask/answer-question";
import { AppError } from "@/lib/errors/app-error";
import { listSources } from "@/lib/sources/list-sources";
import { requestContext } from "@/lib/telemetry/context";
import { type AgentCitation, agentCitationSchema } from "../schema";
import { type Digest, documentDigest } from "./document-digest";
import { documentOnTopic } from "./document-on-topic";
import { withFlags } from "./passages";
import type { ReadTool } from "./tool";

const input = z.strictObject({
  query: z.string().trim().min(1).max(1000).describe("A topic or a question"),
  document_ids: z
    .array(z.string().min(1).max(100))
    .max(20)
    .default([])
    .describe(
      "Only from these documents; of a single one its sections in short where nothing fits the query",
    ),
  source: z.string().trim().min(1).max(100).optional().describe("Only from the source of that name"),
});
/** A topic with a document of its own has that many sentences, if the document has. */
const fewSentences = 6;
const output = z.object({
  /** With markers: `… 26 weeks. [1]`. Empty where the documents don't say. */
  text: z.string(),
  sentences: z.array(z.object({ text: z.string(), markers: z.array(z.int()) })),
  citations: z.array(agentCitationSchema),
  found: z.boolean(),
});
export type Summary = z.infer<typeof output>;

/**
 * What the documents say, each sentence with the passage that proves it: the product's own answer, or of a topic with a
 * document of its own what that says section by section.
 */
export const summarizeDocuments: ReadTool<z.infer<typeof input>, Summary> = {
  kind: "read",
  name: "summarize_documents",
  title: "Summarise documents",
  description: "Says what the documents say on a topic or question, each sentence proved by a passage.",
  input,
  output,
  reads: "every document that you may read, or those named",
  writes: null,
  needs: { scope: "agent", role: "member" },

  async run({ access, signal }, { query, document_ids, source }) {
    const { requestId, traceId } = requestContext();
    const answer = await answerQuestion({
      access,
      request: {
        question: query,
        filters: {
          ...(document_ids.length > 0 && { document_ids }),
          ...(source !== undefined && { sources: [source] }),
        },
      },
      requestId,
      traceId,
      signal,
      keep: false,
    });
    const proved = answer.sentences.filter(({ status }) => status === "proved");
    if (proved.length < fewSentences) {
      const [only] = document_ids.length === 1 && proved.length === 0 ? document_ids : [];
      const wanted = only ?? (await documentOnTopic(access, { query, document_ids, source }));
      const digest = wanted === undefined ? undefined : await digestOf(access, wanted);
      if (digest && digest.sentences.length > proved.length) return digest;
    }
    const sources = new Map((await listSources({ access })).map(({ id, name }) => [name, id]));
    const cited = answer.citations.filter(({ marker }) =>
      proved.some(({ markers }) => markers.includes(marker)),
    );
    const passages = await withFlags(
      access,
      cited.map((citation) => ({
        document_id: citation.document_id,
        version_id: citation.version_id,
        source_id: sources.get(citation.source) ?? "",
        source: citation.source,
        title: citation.title,
        section: citation.section,
        page: citation.page,
        quote: citation.quote,
        start: citation.start,
        end: citation.end,
      })),
    );
    return {
      text: proved
        .map(
          ({ text, markers, before }, index) =>
            `${index === 0 ? "" : before}${text}${markers.map((marker) => ` [${marker}]`).join("")}`,
        )
        .join(""),
      sentences: proved.map(({ text, markers }) => ({ text, markers })),
      citations: passages.map(
        (passage, index): AgentCitation => ({
          ...passage,
          marker: cited[index]?.marker ?? 0,
          flags: [...new Set([...passage.flags, ...(cited[index]?.flags ?? [])])],
        }),
      ),
      found: proved.length > 0,
    };
  },

  sourcesOf: ({ citations }) => [...new Set(citations.map(({ source_id }) => source_id))],
};

/** Undefined for a document that is only just being taken in, or was retired a moment ago. */
async function digestOf(access: Access, documentId: string): Promise<Digest | undefined> {
  try {
    return await documentDigest(access, documentId);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return undefined;
    throw error;
  }
}
