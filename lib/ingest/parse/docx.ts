import mammoth from "mammoth";
import { AppError } from "../../errors/app-error";
import { parseBoundedHtml } from "./bounded-html";
import { Breather } from "./breather";
import { documentSlices } from "./docx-slices";
import { HtmlWalker } from "./html-blocks";
import { officeTitle } from "./office-properties";
import type { ParsedBlock, ParseInput, RawParse } from "./types";
import { relationsOf } from "./xml";
import { ZipParts } from "./zip";

/** The parts that are read whole, styles, numbering and notes, stand in memory as trees. */
const maxPartsBytes = 12 * 1024 * 1024;

/** Types, relations, styles, numbering, notes: not the pictures, themes and data that Word keeps as well. */
const usedPart =
  /^\[Content_Types\]\.xml$|\.rels$|\/(?:styles|numbering|footnotes|endnotes|comments)\d*\.xml$/i;

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

/**
 * A Word document by way of HTML: its styles become headings, lists and quotes. A long one is read slice by slice,
 * so that memory stays bounded; its footnotes then stand behind the slice that refers to them.
 */
export async function parseDocx({ bytes, signal }: ParseInput): Promise<RawParse> {
  const parts = await ZipParts.open(bytes, signal);
  const main = await mainPart(parts, signal);
  const title = await officeTitle(parts, signal);
  const others = await smallParts(parts, main, signal);
  return { ...(title ? { title } : {}), warnings: [], blocks: blocksOf({ parts, main, others, signal }) };
}

async function mainPart(parts: ZipParts, signal?: AbortSignal): Promise<string> {
  const relations = relationsOf(await parts.text("_rels/.rels", signal), "");
  const told = [...relations.values()].find(({ type }) => type === "officeDocument")?.target;
  const main = [told, "word/document.xml"].find((name) => name !== undefined && parts.has(name));
  if (main === undefined) throw new AppError("file_corrupt", { internal: "the main part is missing" });
  return main;
}

/** What Word keeps beside the text. Counted while it is unpacked: what the archive says of sizes may be a lie. */
async function smallParts(
  parts: ZipParts,
  main: string,
  signal?: AbortSignal,
): Promise<Map<string, Uint8Array>> {
  const others = new Map<string, Uint8Array>();
  let size = 0;
  for (const name of parts.names.filter((name) => usedPart.test(name) && name !== main)) {
    const pieces: Buffer[] = [];
    for await (const piece of parts.stream(name, signal)) {
      size += piece.length;
      if (size > maxPartsBytes) {
        throw new AppError("file_too_complex", {
          public:
            "This Word document holds more styles and notes than can be read at once. Split it into smaller documents and upload those.",
          internal: `more than ${maxPartsBytes} bytes of XML beside the text`,
        });
      }
      pieces.push(piece);
    }
    others.set(name, Buffer.concat(pieces));
  }
  return others;
}

interface WordFile {
  parts: ZipParts;
  main: string;
  others: Map<string, Uint8Array>;
  signal: AbortSignal | undefined;
}

async function* blocksOf({ parts, main, others, signal }: WordFile): AsyncGenerator<ParsedBlock> {
  const breather = new Breather(signal);
  const walker = new HtmlWalker();
  for await (const slice of documentSlices(parts.stream(main, signal))) {
    const html = await toHtml(new Map(others).set(main, Buffer.from(slice)));
    signal?.throwIfAborted();
    const document = parseBoundedHtml(`<!doctype html><html><body>${html}</body></html>`);
    for (const block of walker.walk(document.body)) {
      await breather.breathe();
      yield block;
    }
  }
}

async function toHtml(files: Map<string, Uint8Array>): Promise<string> {
  // What mammoth makes of a buffer, without packing each slice for it to unpack.
  const file = {
    exists: (name: string) => files.has(name),
    read: async (name: string, encoding?: BufferEncoding) => {
      const bytes = files.get(name) ?? new Uint8Array();
      if (encoding === undefined) return bytes;
      return encoding === "base64" ? Buffer.from(bytes).toString(encoding) : new TextDecoder().decode(bytes);
    },
  };
  const { value } = await mammoth.convertToHtml(
    { file } as unknown as Parameters<typeof mammoth.convertToHtml>[0],
    { styleMap, convertImage: mammoth.images.imgElement(async () => ({ src: "" })) },
  );
  return value;
}
