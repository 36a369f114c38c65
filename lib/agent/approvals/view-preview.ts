import { diffTexts, shortened } from "@/lib/documents/diff-versions";
import type { DocumentDiff, StoredBlock } from "@/lib/documents/schema";
import { assemble } from "@/lib/ingest/assemble";
import { parseMarkdown } from "@/lib/ingest/parse/markdown";
import type { Preview } from "../schema";

/** A preview with what a page needs to show it as it will look. */
export type PreviewView =
  | (Extract<Preview, { kind: "document" }> & { rendered: { text: string; blocks: StoredBlock[] } | null })
  | (Extract<Preview, { kind: "change" }> & { parts: DocumentDiff["parts"] })
  | Extract<Preview, { kind: "documents" | "request" }>;

/** Renders Markdown with the parser that will read it, and compares a change word by word. Throws nothing. */
export async function viewPreview(preview: Preview): Promise<PreviewView> {
  switch (preview.kind) {
    case "document":
      return { ...preview, rendered: await rendered(preview.text) };
    case "change": {
      const parts = diffTexts(preview.before, preview.after);
      return {
        ...preview,
        parts: parts.flatMap((part, index) =>
          shortened(part, { first: index === 0, last: index === parts.length - 1 }),
        ),
      };
    }
    default:
      return preview;
  }
}

/** Null where the parser gives up: then the text is shown as it was written, never less than that. */
async function rendered(source: string): Promise<{ text: string; blocks: StoredBlock[] } | null> {
  const blocks: StoredBlock[] = [];
  let text = "";
  try {
    const parsed = await parseMarkdown({ bytes: new TextEncoder().encode(source), filename: "preview.md" });
    for await (const part of assemble({ blocks: parsed.blocks }).parts) {
      if (part.type !== "segment") continue;
      text += part.segment.text;
      blocks.push(...part.segment.blocks);
    }
  } catch {
    return null;
  }
  return blocks.length > 0 ? { text, blocks } : null;
}
