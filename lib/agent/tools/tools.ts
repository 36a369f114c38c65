import { AppError } from "@/lib/errors/app-error";
import { callWebhook } from "./call-webhook";
import { changeDocument } from "./change-document";
import { compareDocuments } from "./compare-documents";
import { listSources } from "./list-sources";
import { moveDocuments } from "./move-documents";
import { openDocument } from "./open-document";
import { publishDocument } from "./publish-document";
import { retireDocument } from "./retire-document";
import { searchDocuments } from "./search-documents";
import { summarizeDocuments } from "./summarize-documents";
import { tagDocuments } from "./tag-documents";
import type { AnyTool } from "./tool";

/** Every tool there is. What isn't here can't be called, whatever a model asks for. */
export const tools: AnyTool[] = [
  searchDocuments,
  summarizeDocuments,
  listSources,
  openDocument,
  compareDocuments,
  publishDocument,
  changeDocument,
  retireDocument,
  tagDocuments,
  moveDocuments,
  callWebhook,
];

/** The tool of that name. Throws `tool_unknown`. */
export function toolNamed(name: string): AnyTool {
  const tool = tools.find((each) => each.name === name);
  if (!tool) throw new AppError("tool_unknown", { internal: `tool ${name.slice(0, 100)}` });
  return tool;
}
