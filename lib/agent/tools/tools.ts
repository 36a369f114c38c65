import { AppError } from "@/lib/errors/app-error";
import { callWebhook } from "./call-webhook";
import { moveDocuments } from "./move-documents";
import { publishDocument } from "./publish-document";
import { retireDocument } from "./retire-document";
import { tagDocuments } from "./tag-documents";
import type { AnyTool } from "./tool";

/** Every tool there is. What isn't here can't be called, whatever a model asks for. */
export const tools: AnyTool[] = [publishDocument, retireDocument, tagDocuments, moveDocuments, callWebhook];

/** The tool of that name. Throws `tool_unknown`. */
export function toolNamed(name: string): AnyTool {
  const tool = tools.find((each) => each.name === name);
  if (!tool) throw new AppError("tool_unknown", { internal: `tool ${name.slice(0, 100)}` });
  return tool;
}
