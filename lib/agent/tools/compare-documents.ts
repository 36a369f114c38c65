import { z } from "zod";
import { diffTexts, shortened } from "@/lib/documents/diff-versions";
import { env } from "@/lib/env/env";
import { codePointLength } from "@/lib/text/code-points";
import { agentPassageSchema } from "../schema";
import { boundPassages, type FoundPassage, withFlags } from "./passages";
import type { ReadTool } from "./tool";
import { wholeDocument } from "./whole-document";

const input = z.strictObject({
  first: z.string().min(1).max(100).describe("Id of one document, the older one where that is known"),
  second: z.string().min(1).max(100).describe("Id of the other"),
});
const side = z.object({ document_id: z.string(), title: z.string(), source_id: z.string() });
const output = z.object({
  first: side,
  second: side,
  words_added: z.int(),
  words_removed: z.int(),
  parts: z.array(z.object({ kind: z.enum(["same", "added", "removed", "gap"]), text: z.string() })),
  /** What stands in one of them only. */
  passages: z.array(agentPassageSchema),
  cut: z.boolean(),
});

/** Two documents word by word. */
export const compareDocuments: ReadTool<z.infer<typeof input>, z.infer<typeof output>> = {
  kind: "read",
  name: "compare_documents",
  title: "Compare two documents",
  description: "Shows what stands in one document and not in the other, word by word.",
  input,
  output,
  reads: "two documents",
  writes: null,
  needs: { scope: "agent", role: "member" },

  async run({ access }, { first, second }) {
    const one = await wholeDocument(access, first);
    const other = await wholeDocument(access, second);
    const parts = diffTexts(one.text, other.text);
    const passages: FoundPassage[] = [];
    let inFirst = 0;
    let inSecond = 0;
    for (const { kind, text } of parts) {
      const length = codePointLength(text);
      const { document, versionId } = kind === "removed" ? one : other;
      const start = kind === "removed" ? inFirst : inSecond;
      if ((kind === "removed" || kind === "added") && text.trim())
        passages.push({
          document_id: document.id,
          version_id: versionId,
          source_id: document.source.id,
          source: document.source.name,
          title: document.title,
          section: [],
          page: null,
          quote: text,
          start,
          end: start + length,
        });
      if (kind !== "added") inFirst += length;
      if (kind !== "removed") inSecond += length;
    }
    const most = Math.floor(env().AGENT_TOOL_OUTPUT_CHARACTERS / 2);
    const bounded = boundPassages(passages, most);
    const shown: z.infer<typeof output>["parts"] = [];
    let left = most;
    for (const [index, part] of parts.entries()) {
      for (const { kind, text } of shortened(part, {
        first: index === 0,
        last: index === parts.length - 1,
      })) {
        if (left <= 0) break;
        shown.push({ kind, text: text.slice(0, left) });
        left -= text.length;
      }
    }
    const count = (kind: string) =>
      parts
        .filter((part) => part.kind === kind)
        .reduce((sum, { text }) => sum + (text.match(/\S+/g)?.length ?? 0), 0);
    return {
      first: sideOf(one.document),
      second: sideOf(other.document),
      words_added: count("added"),
      words_removed: count("removed"),
      parts: shown,
      passages: await withFlags(access, bounded.passages),
      cut: bounded.cut || left <= 0,
    };
  },

  sourcesOf: ({ first, second }) => [...new Set([first.source_id, second.source_id])],
};

function sideOf({ id, title, source }: { id: string; title: string; source: { id: string } }) {
  return { document_id: id, title, source_id: source.id };
}
