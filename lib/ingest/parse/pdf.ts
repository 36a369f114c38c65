import { Breather } from "./breather";
import { InlineText } from "./inline-text";
import type { ParsedBlock, ParseInput, RawParse } from "./types";

/** A PDF, page by page. */
export async function parsePdf({ bytes, signal }: ParseInput): Promise<RawParse> {
  const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  async function* blocks(): AsyncGenerator<ParsedBlock> {
    const breather = new Breather(signal);
    for (let page = 1; page <= document.numPages; page++) {
      await breather.breathe();
      const content = await (await document.getPage(page)).getTextContent();
      const inline = new InlineText();
      for (const item of content.items)
        if ("str" in item) inline.add(item.hasEOL ? `${item.str} ` : item.str);
      if (!inline.isBlank)
        yield { kind: "paragraph", ...inline.finish(), page, separator: page === 1 ? "" : "\n\n" };
    }
  }
  return { pageCount: document.numPages, warnings: [], blocks: blocks() };
}
