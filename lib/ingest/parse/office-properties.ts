import { parseXml, textOf } from "./xml";
import type { ZipParts } from "./zip";

/** Title in the properties of an Office file, unless it is one that programs put there by themselves. */
export async function officeTitle(parts: ZipParts, signal?: AbortSignal): Promise<string | undefined> {
  const xml = await parts.text("docProps/core.xml", signal);
  if (!xml) return undefined;
  const title = parseXml(xml).children.find((child) => child.name === "title");
  const text = textOf(title).replace(/\s+/g, " ").trim();
  const automatic =
    /^(?:untitled|document ?\d*|presentation ?\d*|powerpoint[- ]pr[eä]sentation|powerpoint presentation|pptxgenjs presentation|book ?\d*|mappe ?\d*|microsoft word.*|word document|.*\.(?:docx?|pptx?|xlsx?))$/i;
  return text && !automatic.test(text) ? text : undefined;
}
