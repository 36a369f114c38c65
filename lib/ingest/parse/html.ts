import { Readability } from "@mozilla/readability";
import { AppError } from "../../errors/app-error";
import { parseBoundedHtml } from "./bounded-html";
import { Breather } from "./breather";
import { decodeAll, detectEncoding } from "./detect-encoding";
import { HtmlWalker } from "./html-blocks";
import type { ParsedBlock, ParseInput, RawParse } from "./types";

/** The tree of a page takes about fifteen times its size: beyond this, memory would not stay bounded. */
const maxBytes = 20 * 1024 * 1024;

const furniture = [
  "nav",
  "footer",
  "script",
  "style",
  "template",
  "[role=navigation]",
  "[role=banner]",
  "[role=contentinfo]",
  "[role=search]",
  "[role=dialog]",
  "[aria-modal=true]",
].join(",");
const furnitureName =
  /(?:^|[\s_-])(?:cookies?|consent|gdpr|breadcrumbs?|share|sharing|social|newsletter|sidebar|skip(?:-?(?:link|to-content))?|pagination|pager|related|promo|banner|advert(?:isement)?|ads?|toc|table-of-contents|site-(?:header|footer|nav)|navbar|menu|edit-page|feedback)(?:$|[\s_-])/i;

/**
 * The main content of a web page: `main`, `[role=main]` or the one `article`; else what Readability finds;
 * else the body without navigation, header, footer, asides and cookie banners.
 */
export function parseHtml({ bytes, signal }: ParseInput): RawParse {
  if (bytes.length > maxBytes) {
    throw new AppError("file_too_complex", {
      public: "This web page is larger than 20 MB. Save it as text or PDF, or split it, and upload it again.",
    });
  }
  const html = decodeHtml(bytes);
  const document = parseBoundedHtml(
    /<html[\s>]/i.test(html) ? html : `<!doctype html><html><body>${html}</body></html>`,
  );
  const frontMatter = metaValues(document);
  const content = mainContent(document);
  const title = titleOf(document, content);
  return { ...(title ? { title } : {}), frontMatter, warnings: [], blocks: blocksOf(content, signal) };
}

async function* blocksOf(content: Element, signal?: AbortSignal): AsyncGenerator<ParsedBlock> {
  const breather = new Breather(signal);
  for (const block of new HtmlWalker().walk(content)) {
    await breather.breathe();
    yield block;
  }
}

/** Text of the page: byte-order mark, then what its `meta` says, then detection. */
function decodeHtml(bytes: Uint8Array): string {
  const detected = detectEncoding(bytes);
  if (detected.startsWith("utf-")) return decodeAll(bytes, detected);
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString("latin1");
  const told = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1]?.toLowerCase();
  const usable = told && !told.startsWith("utf") && isKnown(told);
  return decodeAll(bytes, usable ? told : detected);
}

function isKnown(encoding: string): boolean {
  return /^(?:iso-8859-\d+|windows-\d+|latin\d|koi8-[ru]|shift_jis|euc-jp|gbk|gb2312|gb18030|big5|euc-kr|macintosh|us-ascii)$/.test(
    encoding,
  );
}

function mainContent(document: Document): Element {
  const body = document.body;
  const marked =
    document.querySelector("main, [role=main]") ??
    (document.querySelectorAll("article").length === 1 ? document.querySelector("article") : null);
  if (marked && textLength(marked) > 0) {
    prune(marked, { inMain: true });
    if (textLength(marked) > 0) return marked;
  }
  const copy = body.cloneNode(true) as Element;
  prune(copy, { inMain: false });
  const whole = textLength(copy);
  const readable = readabilityContent(document);
  if (readable && textLength(readable) >= whole * 0.6) return readable;
  return whole > 0 ? copy : body;
}

/** What Readability takes for the article; undefined when it finds none or fails. */
function readabilityContent(document: Document): Element | undefined {
  if (document.querySelectorAll("p").length < 3) return undefined;
  try {
    const copy = document.cloneNode(true) as Document;
    const article = new Readability(copy, { charThreshold: 200, maxElemsToParse: 50_000 }).parse();
    if (!article?.content) return undefined;
    return parseBoundedHtml(`<!doctype html><html><body>${article.content}</body></html>`).body;
  } catch {
    // It gives up on very large or odd pages; the body without its furniture serves as well.
    return undefined;
  }
}

function prune(root: Element, options: { inMain: boolean }): void {
  for (const element of [...root.querySelectorAll(furniture)]) {
    // A footer within a quotation or a cell belongs to it.
    if (element.localName === "footer" && element.closest("blockquote, td")) continue;
    element.remove();
  }
  let sizes = sizesWithin(root);
  for (const element of [...root.querySelectorAll("[class], [id]")]) {
    const name = `${element.getAttribute("class") ?? ""} ${element.getAttribute("id") ?? ""}`;
    if (!furnitureName.test(name) || sizes.get(element)?.heading) continue;
    if (!isProse(sizes.get(element)) || /cookie|consent/i.test(name)) element.remove();
  }
  sizes = sizesWithin(root);
  for (const element of [...root.querySelectorAll("aside, header")]) {
    const size = sizes.get(element);
    if (
      element.localName === "header" ? !options.inMain && !size?.heading : !options.inMain || !isProse(size)
    )
      element.remove();
  }
}

/** What stands below an element: letters, those of links, and whether there is an `h1`. */
interface Size {
  text: number;
  linked: number;
  heading: boolean;
}

/** The sizes of all elements below `root`, in one pass: asking each for its own text would cost depth times length. */
function sizesWithin(root: Element): Map<Element, Size> {
  const sizes = new Map<Element, Size>();
  const measure = (element: Element, inLink: boolean): Size => {
    const size: Size = { text: 0, linked: 0, heading: false };
    for (let node = element.firstChild; node; node = node.nextSibling) {
      if (node.nodeType === 3) {
        const length = (node.textContent ?? "").replace(/\s+/g, " ").length;
        size.text += length;
        if (inLink) size.linked += length;
      } else if (node.nodeType === 1) {
        const child = node as Element;
        const below = measure(child, inLink || child.localName === "a");
        size.text += below.text;
        size.linked += below.linked;
        size.heading ||= below.heading || child.localName === "h1";
      }
    }
    sizes.set(element, size);
    return size;
  };
  measure(root, false);
  return sizes;
}

/** Text that is read, not clicked: sentences, and few links. */
function isProse(size: Size | undefined): boolean {
  return size !== undefined && size.text > 200 && size.linked < size.text * 0.3;
}

function textLength(element: Element): number {
  return (element.textContent ?? "").replace(/\s+/g, " ").trim().length;
}

function titleOf(document: Document, content: Element): string | undefined {
  const headings = content.querySelectorAll("h1");
  const heading = headings.length === 1 ? headings[0]?.textContent?.replace(/\s+/g, " ").trim() : undefined;
  if (heading) return heading;
  const title = (document.querySelector("title")?.textContent ?? "").replace(/\s+/g, " ").trim();
  // The name of the site stands behind the title on most pages.
  return title.replace(/\s+[|–—·»-]\s+[^|–—·»]{1,40}$/, "") || undefined;
}

function metaValues(document: Document): Record<string, string> {
  const values: Record<string, string> = {};
  for (const meta of document.querySelectorAll("meta[content]")) {
    const name = meta.getAttribute("name") ?? meta.getAttribute("property") ?? "";
    const content = meta.getAttribute("content") ?? "";
    if (/effective|valid[-_.]?from/i.test(name)) values.effective_date ??= content;
    else if (/modified|published|^(?:dc\.)?date$/i.test(name)) values.date ??= content;
  }
  return values;
}
