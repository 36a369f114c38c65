import type { Definition, List, Nodes, Parents, PhrasingContent, Root, RootContent, Table } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { frontmatterFromMarkdown } from "mdast-util-frontmatter";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { frontmatter } from "micromark-extension-frontmatter";
import { gfm } from "micromark-extension-gfm";
import { Breather } from "./breather";
import { decodePieces, detectEncoding } from "./detect-encoding";
import { blocksOfFragment } from "./html-blocks";
import { InlineText, safeHref } from "./inline-text";
import { MarkdownBounds } from "./markdown-bounds";
import { tableRow } from "./table-row";
import { linesOf, maxBlockLength } from "./text";
import type { ParsedBlock, ParseInput, RawParse } from "./types";

/** The parser takes a section at a time: a tree is many times its text, and bad input costs it more than linear time. */
const sectionLength = 48_000;
const frontMatterLength = 20_000;

/** Markdown as on GitHub, with YAML or TOML front matter. */
export async function parseMarkdown({ bytes, signal }: ParseInput): Promise<RawParse> {
  const encoding = detectEncoding(bytes);
  const head = await firstPiece(decodePieces({ bytes, encoding }));
  const frontMatter = readFrontMatter(head);
  const title = frontMatter.title;
  return {
    ...(title ? { title } : {}),
    frontMatter,
    warnings: [],
    blocks: blocksOfMarkdown(sectionsOf(decodePieces({ bytes, encoding, signal })), signal),
  };
}

async function* blocksOfMarkdown(
  sections: AsyncIterable<string>,
  signal?: AbortSignal,
): AsyncGenerator<ParsedBlock> {
  const breather = new Breather(signal);
  const walker = new MarkdownWalker();
  const definitions = new Map<string, Definition>();
  let first = true;
  for await (const section of sections) {
    await breather.breathe();
    const tree = fromMarkdown(section, {
      extensions: [gfm(), ...(first ? [frontmatter(["yaml", "toml"])] : [])],
      mdastExtensions: [gfmFromMarkdown(), ...(first ? [frontmatterFromMarkdown(["yaml", "toml"])] : [])],
    });
    for (const node of tree.children) {
      if (node.type === "definition" && definitions.size < 5000) definitions.set(node.identifier, node);
    }
    for (const block of walker.walk(tree, definitions)) {
      yield first ? { ...block, separator: "" } : block;
      first = false;
    }
    first = false;
  }
}

class MarkdownWalker {
  private table = 0;
  private definitions = new Map<string, Definition>();

  *walk(root: Root, definitions: Map<string, Definition>): Generator<ParsedBlock> {
    this.definitions = definitions;
    yield* this.all(root.children, { quote: false, depth: 0 });
  }

  private *all(nodes: RootContent[], at: { quote: boolean; depth: number }): Generator<ParsedBlock> {
    for (const node of nodes) yield* this.one(node, at);
  }

  private *one(node: RootContent, at: { quote: boolean; depth: number }): Generator<ParsedBlock> {
    if (at.depth > 40) {
      const text = plainText(node);
      if (text) yield { kind: "paragraph", text, separator: "\n\n" };
      return;
    }
    const deeper = { ...at, depth: at.depth + 1 };
    switch (node.type) {
      case "heading":
        yield* this.inlineBlock({ kind: "heading", level: node.depth, separator: "\n\n" }, node.children);
        return;
      case "paragraph":
        yield* this.inlineBlock({ kind: at.quote ? "quote" : "paragraph", separator: "\n\n" }, node.children);
        return;
      case "blockquote":
        yield* this.all(node.children, { ...deeper, quote: true });
        return;
      case "list":
        yield* this.list(node, { ...deeper, level: 1 });
        return;
      case "code":
        if (node.value.trim())
          yield {
            kind: "code",
            text: node.value.replace(/\s+$/, ""),
            separator: "\n\n",
            ...(node.lang ? { language: node.lang.slice(0, 40) } : {}),
          };
        return;
      case "table":
        yield* this.rows(node);
        return;
      case "html":
        for (const block of blocksOfFragment(node.value, this.table)) {
          this.table = Math.max(this.table, block.table ?? 0);
          yield block;
        }
        return;
      case "footnoteDefinition":
        yield* this.all(node.children, deeper);
        return;
      default:
        return;
    }
  }

  private *list(list: List, at: { quote: boolean; depth: number; level: number }): Generator<ParsedBlock> {
    let number = list.start ?? 1;
    let first = true;
    for (const item of list.children) {
      let begun = false;
      for (const child of item.children) {
        if (child.type === "paragraph" && !begun) {
          yield* this.inlineBlock(
            {
              kind: "list-item",
              level: at.level,
              separator: first && at.level === 1 ? "\n\n" : "\n",
              ...(list.ordered ? { number } : {}),
            },
            child.children,
          );
          begun = true;
          first = false;
        } else if (child.type === "list" && at.depth < 40) {
          yield* this.list(child, { ...at, depth: at.depth + 1, level: Math.min(6, at.level + 1) });
        } else yield* this.one(child, { ...at, depth: at.depth + 1 });
      }
      number++;
    }
  }

  private *rows(node: Table): Generator<ParsedBlock> {
    const table = ++this.table;
    for (const [index, row] of node.children.entries()) {
      const cells = row.children.map((cell) => {
        const inline = new InlineText();
        this.inline(cell.children, inline);
        return inline.finish();
      });
      const block = tableRow({ cells, table, header: index === 0, separator: index === 0 ? "\n\n" : "\n" });
      if (block) yield block;
    }
  }

  private *inlineBlock(block: Omit<ParsedBlock, "text">, nodes: PhrasingContent[]): Generator<ParsedBlock> {
    const inline = new InlineText();
    this.inline(nodes, inline);
    if (!inline.isBlank) yield { ...block, ...inline.finish() };
  }

  private inline(nodes: PhrasingContent[], into: InlineText, depth = 0): void {
    for (const [index, node] of nodes.entries()) {
      const start = into.text.length;
      switch (node.type) {
        case "text":
          into.add(node.value);
          // Lines that each begin with a bold label ("**Owner:** …") are meant as lines.
          if (/\n\s*$/.test(node.value) && nodes[index + 1]?.type === "strong") into.breakLine();
          break;
        case "inlineCode":
          into.add(node.value);
          into.mark("code", start);
          break;
        case "strong":
        case "emphasis":
          this.inside(node, into, depth);
          into.mark(node.type, start);
          break;
        case "link": {
          this.inside(node, into, depth);
          const href = safeHref(node.url);
          if (href) into.mark("link", start, href);
          break;
        }
        case "linkReference": {
          this.inside(node, into, depth);
          const href = safeHref(this.definitions.get(node.identifier)?.url);
          if (href) into.mark("link", start, href);
          break;
        }
        case "image":
        case "imageReference":
          into.add(node.alt ?? "");
          break;
        case "break":
          into.breakLine();
          break;
        case "delete":
          this.inside(node, into, depth);
          break;
        case "html":
          if (/^<br\s*\/?>/i.test(node.value)) into.add(" ");
          break;
        default:
          break;
      }
    }
  }

  private inside(node: Parents, into: InlineText, depth: number): void {
    if (depth > 40) into.add(plainText(node));
    else this.inline(node.children as PhrasingContent[], into, depth + 1);
  }
}

function plainText(node: Nodes): string {
  const pieces: string[] = [];
  const open: Nodes[] = [node];
  for (let next = open.pop(); next; next = open.pop()) {
    if ("value" in next) pieces.push(next.value);
    else if ("children" in next) open.push(...[...next.children].reverse());
  }
  return pieces.join(" ").replace(/\s+/g, " ").trim();
}

/** Whole sections of a long text: cut before a heading or at a blank line, never within a fence. */
async function* sectionsOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let lines: string[] = [];
  let size = 0;
  let fence: string | undefined;
  const bounds = new MarkdownBounds();
  for await (const { text: line } of linesOf(pieces)) {
    const mark = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    const atBoundary = !fence && (/^#{1,6}\s/.test(line) || (line.trim() === "" && size > sectionLength));
    const tooLong = size > sectionLength * 4;
    if ((atBoundary && size > sectionLength / 2) || tooLong) {
      yield lines.join("\n");
      lines = fence ? [fence] : [];
      size = 0;
    }
    if (mark && !fence) fence = line;
    else if (mark && fence && line.trim() === mark && fence.trim().startsWith(mark[0] ?? ""))
      fence = undefined;
    const bounded = fence || mark ? { line, cost: line.length + 1 } : bounds.bound(line);
    lines.push(bounded.line);
    size += bounded.cost;
    if (line.length > maxBlockLength) size = Math.max(size, sectionLength + 1);
  }
  if (size > 0) yield lines.join("\n");
}

async function firstPiece(pieces: AsyncIterable<string>): Promise<string> {
  for await (const piece of pieces) return piece.slice(0, frontMatterLength);
  return "";
}

/** Plain `key: value` (YAML) or `key = value` (TOML) lines; nested values are left out. */
function readFrontMatter(text: string): Record<string, string> {
  const match = /^(---|\+\+\+)[ \t]*\r?\n([\s\S]*?)\r?\n\1[ \t]*(?:\r?\n|$)/.exec(text);
  const values: Record<string, string> = {};
  for (const line of match?.[2]?.split(/\r?\n/) ?? []) {
    const pair = /^([\w -]{1,60}?)\s*[:=]\s*(.+?)\s*$/.exec(line);
    const value = pair?.[2]?.replace(/^(["'])(.*)\1$/, "$2");
    if (pair?.[1] && value) values[pair[1]] = value;
  }
  return values;
}
