import Link from "next/link";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { plural } from "@/components/ui/plural";
import type { DocumentDetail } from "@/lib/documents/schema";
import { documentTypeWords } from "./document-type";
import { documentsHref, emptyQuery } from "./documents-query";
import { LocalTime, PlainDay } from "./local-time";
import { sizeOf } from "./size-of";

/** What is known of a document, as a list of names and values. */
export function DocumentFacts({ document }: { document: DocumentDetail }) {
  const words = documentTypeWords[document.type];
  const number = new Intl.NumberFormat("en");
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2.5">
      <Fact name="Source">
        <Link
          className="underline decoration-faint underline-offset-3 hover:decoration-ink"
          href={documentsHref({ ...emptyQuery, source: document.source.name })}
        >
          {document.source.name}
        </Link>
      </Fact>
      <Fact name="Address">{document.uri}</Fact>
      <Fact name="Type">
        {words.label}
        {document.pages !== null && `, ${plural(document.pages, words.page.toLowerCase(), words.pages)}`}
      </Fact>
      <Fact name="In force since">
        {document.effective_date ? <PlainDay value={document.effective_date} /> : "not said"}
      </Fact>
      <Fact name="Tags">
        {document.tags.length === 0
          ? "none"
          : document.tags.map((tag) => (
              <Link
                key={tag}
                href={documentsHref({ ...emptyQuery, tag })}
                className="mr-1 inline-flex max-w-full rounded-sm"
              >
                <Badge className="hover:bg-press">
                  <span className="truncate">{tag}</span>
                </Badge>
              </Link>
            ))}
      </Fact>
      <Fact name="Language">{document.language ? languageName(document.language) : "not known"}</Fact>
      <Fact name="Length">
        {number.format(document.length)} characters, {plural(document.chunk_count, "passage")}
      </Fact>
      {document.original && (
        <Fact name="File">
          {document.original.filename}, {sizeOf(document.original.size_bytes)}
        </Fact>
      )}
      <Fact name="Added">
        <LocalTime value={document.created_at} style="full" />
      </Fact>
      <Fact name="Updated">
        <LocalTime value={document.updated_at} style="full" />
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </>
  );
}

function languageName(code: string): string {
  try {
    return new Intl.DisplayNames("en", { type: "language" }).of(code) ?? code;
  } catch {
    // Not a language tag.
    return code;
  }
}
