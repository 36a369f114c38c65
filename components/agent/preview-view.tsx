import Link from "next/link";
import { DocumentBlocks } from "@/components/documents/document-blocks";
import { Badge } from "@/components/ui/badge";
import { plural } from "@/components/ui/plural";
import { Scrolling } from "@/components/ui/scrolling";
import { Table, TableCell, TableHead, TableRow } from "@/components/ui/table";
import type { Preview } from "@/lib/agent/schema";
import type { DocumentDiff, StoredBlock } from "@/lib/documents/schema";
import { DiffText } from "./diff-text";

type Of<Kind extends Preview["kind"]> = Extract<Preview, { kind: Kind }>;

export type ShownPreview =
  | (Of<"document"> & { rendered: { text: string; blocks: StoredBlock[] } | null })
  | (Of<"change"> & { parts: DocumentDiff["parts"] })
  | Of<"documents">
  | Of<"request">;

/** What will happen, as it will look. */
export function PreviewView({ preview }: { preview: ShownPreview }) {
  switch (preview.kind) {
    case "document":
      return <NewDocument preview={preview} />;
    case "change":
      return <Change preview={preview} />;
    case "documents":
      return <Documents preview={preview} />;
    case "request":
      return <Request preview={preview} />;
  }
}

const paper = "rounded-lg border bg-paper px-5 py-4 sm:px-7 sm:py-6";

function NewDocument({ preview }: { preview: Extract<ShownPreview, { kind: "document" }> }) {
  const { rendered } = preview;
  return (
    <figure className="grid gap-2">
      <figcaption className="text-muted">
        A new document <strong className="font-medium text-ink">{preview.title}</strong> in{" "}
        <strong className="font-medium text-ink">{preview.source}</strong>, as it will look:
      </figcaption>
      <div className={paper}>
        {rendered ? (
          <DocumentBlocks text={rendered.text} offset={0} blocks={rendered.blocks} size="compact" />
        ) : (
          <p className="quoted whitespace-pre-wrap [overflow-wrap:anywhere]">{preview.text}</p>
        )}
      </div>
      <details className="text-sm">
        <summary className="w-fit rounded-xs text-muted hover:text-ink">
          Its text, character by character
        </summary>
        <Scrolling label="Its text" className="mt-2 max-h-96 rounded-md bg-sunken px-3 py-2.5">
          <pre className="whitespace-pre-wrap font-mono text-sm [overflow-wrap:anywhere]">{preview.text}</pre>
        </Scrolling>
      </details>
    </figure>
  );
}

function Change({ preview }: { preview: Extract<ShownPreview, { kind: "change" }> }) {
  const words = (kind: "added" | "removed") =>
    preview.parts.reduce(
      (sum, part) => sum + (part.kind === kind ? (part.text.match(/\S+/g)?.length ?? 0) : 0),
      0,
    );
  return (
    <figure className="grid gap-2">
      <figcaption className="text-muted">
        A new version of{" "}
        <Link
          href={`/documents/${preview.document_id}`}
          className="rounded-xs font-medium text-ink underline decoration-faint underline-offset-3 hover:decoration-ink"
        >
          {preview.title}
        </Link>
        : {plural(words("added"), "word")} <ins className="text-accent underline-offset-3">added</ins>,{" "}
        {plural(words("removed"), "word")} <del className="text-danger">removed</del>
      </figcaption>
      <DiffText
        parts={preview.parts}
        className={`quoted whitespace-pre-wrap text-read [overflow-wrap:anywhere] ${paper}`}
      />
    </figure>
  );
}

function Documents({ preview }: { preview: Of<"documents"> }) {
  if (preview.documents.length === 0) return <p className="font-medium">{preview.action}</p>;
  return (
    <figure className="grid gap-2">
      <figcaption className="text-muted">
        <strong className="font-medium text-ink">{preview.action}</strong>:{" "}
        {plural(preview.documents.length, "document")}
      </figcaption>
      <div className="overflow-x-auto rounded-lg border">
        <Table>
          <thead>
            <tr>
              <TableHead scope="col">Document</TableHead>
              <TableHead scope="col">Source</TableHead>
            </tr>
          </thead>
          <tbody>
            {preview.documents.map((document) => (
              <TableRow key={document.document_id} className="last:border-b-0">
                <TableCell>
                  <Link
                    href={`/documents/${document.document_id}`}
                    className="rounded-xs font-medium underline decoration-faint underline-offset-3 hover:decoration-ink"
                  >
                    {document.title}
                  </Link>
                </TableCell>
                <TableCell className="text-muted">{document.source}</TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      </div>
    </figure>
  );
}

function Request({ preview }: { preview: Of<"request"> }) {
  return (
    <figure className="grid gap-2">
      <figcaption className="flex flex-wrap items-center gap-2 text-muted">
        <span>
          A request to <strong className="font-medium text-ink">{preview.target}</strong>, which leaves this
          server
        </span>
        <Badge tone={preview.idempotent ? "neutral" : "caution"}>
          {preview.idempotent ? "Sending it twice does no harm" : "Sent once; never again by itself"}
        </Badge>
      </figcaption>
      <div className="overflow-hidden rounded-lg border bg-sunken font-mono text-sm">
        <p className="break-all border-b px-4 py-2.5">
          <strong className="font-semibold">{preview.method}</strong> {preview.url}
        </p>
        <ul aria-label="Headers" className="border-b px-4 py-2.5">
          {preview.headers.map((name) => (
            <li key={name}>
              {name}: <span className="font-sans text-muted">added after approval, never shown</span>
            </li>
          ))}
        </ul>
        <Scrolling label="Body" className="max-h-96 px-4 py-2.5">
          <pre className="whitespace-pre-wrap break-words">{preview.body}</pre>
        </Scrolling>
      </div>
    </figure>
  );
}
