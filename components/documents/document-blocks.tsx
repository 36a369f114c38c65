import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import type { StoredBlock } from "@/lib/documents/schema";
import { type Highlight, type Segment, toSegments } from "./block-segments";
import { type BlockGroup, groupBlocks } from "./group-blocks";

export interface DocumentBlocksProps {
  /** A window of the document's stored text and where it begins, in code points. */
  text: string;
  offset: number;
  blocks: StoredBlock[];
  highlights?: Highlight[];
  /** Says where each page begins. `Seite` and the like are the caller's words. */
  pageWord?: "Page" | "Slide" | "Sheet" | null;
  /** `full` for reading, `compact` beside an answer. */
  size?: "full" | "compact";
  /** Lets a heading be gone to: the id of a block is `${idPrefix}${start}`. */
  idPrefix?: string;
}

/**
 * What a document says: headings, paragraphs, lists, code and tables from one block model, whatever the
 * file was. Any range of code points can be highlighted, across blocks and cells.
 */
export function DocumentBlocks(props: DocumentBlocksProps) {
  const { blocks, pageWord = null, size = "full" } = props;
  return (
    <div
      className={classNames(
        "quoted [overflow-wrap:anywhere]",
        size === "compact" && "text-read",
        "[&>*+*]:mt-[0.8em] [&>h2+*]:mt-[0.4em] [&>h3+*]:mt-[0.4em] [&>h4+*]:mt-[0.3em]",
      )}
    >
      {groupBlocks(blocks, pageWord !== null).map((group) => (
        <Group key={`${group.kind}-${startOf(group)}`} group={group} {...props} />
      ))}
    </div>
  );
}

function startOf(group: BlockGroup): number {
  if (group.kind === "page") return group.start;
  return group.kind === "block" ? group.block.start : (group.blocks[0]?.start ?? 0);
}

function Group({ group, ...props }: DocumentBlocksProps & { group: BlockGroup }) {
  if (group.kind === "page") {
    return (
      <p
        data-page={group.page}
        className="flex items-center gap-3 pt-3 font-sans text-muted text-xs not-italic after:h-px after:flex-1 after:bg-line first:pt-0"
      >
        {props.pageWord} {group.page}
      </p>
    );
  }
  if (group.kind === "list") return <List items={group.blocks} {...props} />;
  if (group.kind === "table") return <Rows rows={group.blocks} {...props} />;
  return <Block block={group.block} {...props} />;
}

const headingStyles = [
  "text-[1.55em] leading-tight",
  "text-[1.25em] leading-snug",
  "text-[1.1em] leading-snug",
  "text-[1em]",
  "text-[1em]",
  "text-[1em]",
];

function Block({ block, ...props }: DocumentBlocksProps & { block: StoredBlock }) {
  const content = inline(block.start, block.end, block.marks, props);
  const anchor = {
    id: props.idPrefix ? `${props.idPrefix}${block.start}` : undefined,
    "data-start": block.start,
  };
  switch (block.kind) {
    case "heading": {
      const level = Math.min(Math.max(block.level ?? 2, 1), 6);
      const Heading = (["h2", "h3", "h4", "h5", "h6", "h6"] as const)[level - 1] ?? "h6";
      return (
        <Heading
          {...anchor}
          className={classNames(
            "scroll-mt-4 font-semibold [font-variant-numeric:lining-nums] not-first:pt-[0.6em]",
            headingStyles[level - 1],
          )}
        >
          {content}
        </Heading>
      );
    }
    case "code":
      return (
        <pre
          {...anchor}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          className="overflow-x-auto rounded-md bg-sunken px-3 py-2.5 font-mono text-sm"
        >
          <code>{content}</code>
        </pre>
      );
    case "quote":
      return (
        <blockquote {...anchor} className="border-line-strong border-l-2 pl-4 text-muted">
          {content}
        </blockquote>
      );
    case "note":
      return (
        <p {...anchor} className="border-line border-l-2 pl-4 text-[0.92em] text-muted">
          {content}
        </p>
      );
    default:
      return (
        <p {...anchor} className="whitespace-pre-line">
          {content}
        </p>
      );
  }
}

function List({ items, ...props }: DocumentBlocksProps & { items: StoredBlock[] }) {
  return (
    <ul className="grid gap-[0.35em]">
      {items.map((block) => (
        <li
          key={block.start}
          id={props.idPrefix ? `${props.idPrefix}${block.start}` : undefined}
          data-start={block.start}
          className="flex gap-2.5"
          style={{ paddingInlineStart: `${((block.level ?? 1) - 1) * 1.4}em` }}
        >
          <span aria-hidden className="min-w-4 shrink-0 text-right font-sans text-[0.85em] text-muted">
            {block.number === undefined ? "•" : `${block.number}.`}
          </span>
          <span className="min-w-0 whitespace-pre-line">
            {inline(block.start, block.end, block.marks, props)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Rows({ rows, ...props }: DocumentBlocksProps & { rows: StoredBlock[] }) {
  const body = rows.filter((row) => !row.header);
  const head = rows.filter((row) => row.header);
  const row = (block: StoredBlock) => (
    <tr
      key={block.start}
      id={props.idPrefix ? `${props.idPrefix}${block.start}` : undefined}
      data-start={block.start}
    >
      {(block.cells ?? [{ start: block.start, end: block.end }]).map((cell, index) => {
        const content = inline(cell.start, cell.end, block.marks, props);
        const key = `${index}-${cell.start}`;
        return block.header ? (
          <th key={key} scope="col" className="border-b px-2.5 py-1.5 text-left align-bottom font-semibold">
            {content}
          </th>
        ) : (
          <td
            key={key}
            className="border-b px-2.5 py-1.5 align-top [font-variant-numeric:lining-nums_tabular-nums]"
          >
            {content}
          </td>
        );
      })}
    </tr>
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="overflow-x-auto rounded-xs" tabIndex={0} aria-label="Table">
      <table className="w-full border-collapse font-sans text-sm [overflow-wrap:normal] [&_td]:min-w-24 [&_td]:max-w-80 [&_th]:max-w-80">
        {head.length > 0 && <thead>{head.map(row)}</thead>}
        {body.length > 0 && <tbody>{body.map(row)}</tbody>}
      </table>
    </section>
  );
}

function inline(
  start: number,
  end: number,
  marks: StoredBlock["marks"],
  { text, offset, highlights = [] }: DocumentBlocksProps,
): ReactNode {
  const segments = toSegments({ text, offset, start, end, highlights, ...(marks ? { marks } : {}) });
  return segments.map((segment) => <SegmentView key={segment.start} segment={segment} />);
}

const highlightStyles: Record<Highlight["kind"], string> = {
  evidence: "bg-mark text-on-mark",
  found: "bg-mark-soft text-ink outline outline-mark-line/60",
  current: "bg-mark text-on-mark outline-2 outline-mark-line outline-solid",
};

function SegmentView({ segment }: { segment: Segment }) {
  let content: ReactNode = segment.text;
  for (const mark of segment.marks) {
    if (mark.kind === "strong") content = <strong className="font-semibold">{content}</strong>;
    if (mark.kind === "emphasis") content = <em>{content}</em>;
    if (mark.kind === "code")
      content = <code className="rounded-xs bg-sunken px-1 font-mono text-[0.86em]">{content}</code>;
    if (mark.kind === "link") content = <DocumentLink href={mark.href}>{content}</DocumentLink>;
  }
  if (!segment.highlight) return content;
  return (
    <mark
      data-highlight={segment.highlight.kind}
      data-at={segment.highlight.start}
      className={classNames(
        "box-decoration-clone py-[0.1em]",
        highlightStyles[segment.highlight.kind],
        segment.opens && "rounded-l-xs",
        segment.closes && "rounded-r-xs",
      )}
    >
      {content}
    </mark>
  );
}

/** A link of the document: followed only to web addresses, and without telling them where from. */
function DocumentLink({ href, children }: { href: string | undefined; children: ReactNode }) {
  if (!href || !/^(https?:|mailto:)/i.test(href))
    return <span className="underline decoration-faint">{children}</span>;
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer noopener"
      className="underline decoration-faint underline-offset-3 hover:decoration-ink"
    >
      {children}
    </a>
  );
}
