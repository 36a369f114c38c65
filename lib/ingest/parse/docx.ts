import mammoth from "mammoth";
import { AppError } from "../../errors/app-error";
import { parseBoundedHtml } from "./bounded-html";
import { Breather } from "./breather";
import { HtmlWalker } from "./html-blocks";
import { officeTitle } from "./office-properties";
import type { ParsedBlock, ParseInput, RawParse } from "./types";
import { ZipParts } from "./zip";

/** Every part that is read whole stands in memory as a tree. */
const maxDocumentBytes = 32 * 1024 * 1024;

const styleMap = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Titel'] => h1:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  "p[style-name='Code'] => pre:separator('\n')",
  "p[style-name='Source Code'] => pre:separator('\n')",
  "p[style-name='HTML Preformatted'] => pre:separator('\n')",
  "p[style-name='Quote'] => blockquote:fresh",
  "p[style-name='Intense Quote'] => blockquote:fresh",
];

/** A Word document by way of HTML: its styles become headings, lists and quotes. */
export async function parseDocx({ bytes, signal }: ParseInput): Promise<RawParse> {
  const parts = await ZipParts.open(bytes, signal);
  await countParts(parts, signal);
  const title = await officeTitle(parts, signal);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const { value } = await mammoth.convertToHtml(
    { buffer },
    { styleMap, convertImage: mammoth.images.imgElement(async () => ({ src: "" })) },
  );
  signal?.throwIfAborted();
  return { ...(title ? { title } : {}), warnings: [], blocks: blocksOf(value, signal) };
}

/** Unpacks once, counting, every part that will be read: what the archive says of their size may be a lie. */
async function countParts(parts: ZipParts, signal?: AbortSignal): Promise<void> {
  let size = 0;
  if (!parts.has("word/document.xml") && !parts.names.some((name) => /^word\/document\d*\.xml$/.test(name)))
    throw new AppError("file_corrupt", { internal: "word/document.xml is missing" });
  for (const name of parts.names.filter((name) => /\.(?:xml|rels)$/i.test(name))) {
    for await (const piece of parts.stream(name, signal)) size += piece.length;
    if (size > maxDocumentBytes) {
      throw new AppError("file_too_complex", {
        public:
          "This Word document holds more text than can be read at once. Split it into smaller documents and upload those.",
        internal: `more than ${maxDocumentBytes} bytes of XML`,
      });
    }
  }
}

async function* blocksOf(html: string, signal?: AbortSignal): AsyncGenerator<ParsedBlock> {
  const breather = new Breather(signal);
  const document = parseBoundedHtml(`<!doctype html><html><body>${html}</body></html>`);
  for (const block of new HtmlWalker().walk(document.body)) {
    await breather.breathe();
    yield block;
  }
}
