"use client";

import { InfoIcon, ListTreeIcon } from "lucide-react";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Highlight } from "@/components/documents/block-segments";
import { deleteDocuments } from "@/components/documents/change-documents";
import { DocumentOutline } from "@/components/documents/document-outline";
import { DocumentReader, type ReaderHandle } from "@/components/documents/document-reader";
import { DocumentSide } from "@/components/documents/document-side";
import { EditDocumentDialog } from "@/components/documents/edit-document-dialog";
import { FindBar } from "@/components/documents/find-bar";
import { type PagesHandle, PdfPages } from "@/components/documents/pdf-pages";
import { useFind } from "@/components/documents/use-find";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Segmented } from "@/components/ui/segmented";
import { Sheet } from "@/components/ui/sheet";
import { toast } from "@/components/ui/toast";
import type { DocumentDetail, DocumentText } from "@/lib/documents/schema";
import type { Source } from "@/lib/sources/schema";
import { DocumentActions } from "./document-actions";
import { addressOf, copyLink, pageOf } from "./document-address";
import { DocumentNotices } from "./document-notices";
import { DocumentTitle } from "./document-title";
import { PassageLink } from "./passage-link";

interface DocumentPageProps {
  document: DocumentDetail;
  versionId: string;
  first: DocumentText;
  /** What the address marks. */
  passage: { start: number; end: number } | null;
  view: "pages" | "text";
  sources: Source[];
  tags: string[];
  /** Whether the reader may change and delete it. */
  editable: boolean;
}

/** What is a table from edge to edge takes the room there is. */
const tabular: ReadonlySet<DocumentDetail["type"]> = new Set(["csv", "xlsx"]);

/** The reading view. */
export function DocumentPage({
  document,
  versionId,
  first,
  passage: given,
  view,
  sources,
  tags,
  editable,
}: DocumentPageProps) {
  const router = useRouter();
  const [sheet, setSheet] = useState<"outline" | "about" | null>(null);
  const [editing, setEditing] = useState(false);
  const [passage, setPassage] = useState(given);
  const [place, setPlace] = useState(first.start);
  const scroller = useRef<HTMLDivElement>(null);
  const reader = useRef<ReaderHandle>(null);
  const pages = useRef<PagesHandle>(null);
  const findInput = useRef<HTMLInputElement>(null);
  const getScroller = useCallback(() => scroller.current, []);
  const getBlocks = useCallback(() => reader.current?.blocks() ?? [], []);
  const isCurrent = versionId === document.version_id;
  const showsPages = view === "pages" && document.type === "pdf" && document.pages !== null;
  const find = useFind({
    documentId: document.id,
    versionId,
    from: () => reader.current?.position() ?? 0,
  });

  const goTo = useCallback(
    async (offset: number, block?: "start" | "center") => {
      if (!showsPages) {
        await reader.current?.goTo(offset, block);
        return;
      }
      const page = await pageOf(document.id, versionId, offset);
      if (page !== null) pages.current?.goToPage(page);
    },
    [showsPages, document.id, versionId],
  );
  const goToPassage = (start: number, end: number) => {
    setSheet(null);
    setPassage({ start, end });
    window.history.replaceState(
      null,
      "",
      addressOf(document.id, { versionId, view, start, end, current: isCurrent }),
    );
    void goTo(start);
  };

  // The passage of the address is gone to once, when the text is in the page; again when pages become text or back.
  const wanted = useRef<{ start: number } | null>(given);
  useEffect(() => {
    const target = wanted.current;
    wanted.current = null;
    if (target) void goTo(target.start);
  }, [goTo]);

  const stepFind = (by: 1 | -1) => {
    const hit = find.step(by);
    if (hit) void goTo(hit.start);
  };

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if ((event.target as HTMLElement).closest("input, textarea, [contenteditable], [role=dialog]")) return;
      event.preventDefault();
      findInput.current?.focus();
      findInput.current?.select();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);

  const highlights = useMemo<Highlight[]>(
    () => [
      ...(passage ? [{ ...passage, kind: "evidence" as const }] : []),
      ...find.hits.map((hit) => ({ ...hit, kind: "found" as const })),
      ...(find.current ? [{ ...find.current, kind: "current" as const }] : []),
    ],
    [passage, find.hits, find.current],
  );
  const currentHeading = useMemo(
    () =>
      document.outline.findLast((entry) => entry.start <= place)?.start ?? document.outline[0]?.start ?? null,
    [document.outline, place],
  );
  const hasOutline = isCurrent && document.outline.length > 1;
  const outline = (
    <DocumentOutline
      outline={document.outline}
      current={currentHeading}
      onGo={(start) => {
        setSheet(null);
        void goTo(start, "start");
      }}
    />
  );
  const side = <DocumentSide document={document} versionId={versionId} onGo={goToPassage} />;

  const remove = () => {
    void deleteDocuments({
      ids: [document.id],
      label: document.title,
      onChange: () => router.refresh(),
    }).then(() => router.push("/documents"));
  };

  return (
    <div className="flex h-full flex-col">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2.5 border-b px-4 py-3 sm:px-6">
        <DocumentTitle document={document} />
        <div className="order-last flex basis-full flex-wrap items-center gap-2 lg:order-none lg:basis-auto">
          {hasOutline && (
            <Button size="sm" className="xl:hidden" onClick={() => setSheet("outline")}>
              <ListTreeIcon aria-hidden />
              <span className="max-sm:sr-only">Outline</span>
            </Button>
          )}
          <Button size="sm" className="lg:hidden" onClick={() => setSheet("about")}>
            <InfoIcon aria-hidden />
            <span className="max-sm:sr-only">About</span>
          </Button>
          {document.type === "pdf" && document.pages !== null && (
            <Segmented
              label="Show as"
              value={showsPages ? "pages" : "text"}
              options={[
                { value: "pages", label: "Pages" },
                { value: "text", label: "Text" },
              ]}
              onValueChange={(next) => {
                wanted.current = find.current ?? passage ?? (showsPages ? null : { start: place });
                router.replace(
                  addressOf(document.id, { versionId, view: next, current: isCurrent, ...(passage ?? {}) }),
                  { scroll: false },
                );
              }}
            />
          )}
          <div className="min-w-58 flex-1">
            <FindBar find={find} inputRef={findInput} onStep={stepFind} />
          </div>
        </div>
        <DocumentActions
          document={document}
          address={addressOf(document.id, { versionId, view, current: isCurrent })}
          editable={editable}
          onEdit={() => setEditing(true)}
          onDelete={remove}
        />
      </header>
      <div className="flex min-h-0 flex-1">
        {hasOutline && (
          <aside
            aria-label="Outline"
            className="scroll-quiet hidden w-64 shrink-0 overflow-y-auto py-6 pr-2 pl-6 xl:block"
          >
            {outline}
          </aside>
        )}
        <section
          ref={scroller}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          aria-label="Text of the document"
          className="-outline-offset-2 relative min-w-0 flex-1 overflow-y-auto"
        >
          <div
            className={classNames(
              "mx-auto px-5 py-8 sm:px-10",
              showsPages ? "max-w-4xl" : tabular.has(document.type) ? "max-w-6xl" : "max-w-[46rem]",
            )}
          >
            <DocumentNotices document={document} versionId={versionId} isCurrent={isCurrent} />
            {showsPages ? (
              <PdfPages
                documentId={document.id}
                versionId={versionId}
                count={document.pages ?? 0}
                passage={find.current ?? passage}
                scroller={getScroller}
                handle={pages}
              />
            ) : (
              <DocumentReader
                key={versionId}
                documentId={document.id}
                versionId={versionId}
                type={document.type}
                first={first}
                highlights={highlights}
                scroller={getScroller}
                handle={reader}
                onPosition={setPlace}
              />
            )}
          </div>
        </section>
        <aside
          aria-label="About this document"
          className="scroll-quiet hidden w-80 shrink-0 overflow-y-auto border-l lg:block xl:w-88"
        >
          {side}
        </aside>
      </div>
      <PassageLink
        scroller={getScroller}
        blocks={getBlocks}
        onCopy={(found) =>
          void copyLink(
            addressOf(document.id, { versionId, view: "text", current: isCurrent, ...found }),
            "Link to the passage copied",
          )
        }
      />
      <Sheet
        open={sheet === "outline"}
        onOpenChange={(open) => !open && setSheet(null)}
        title="Outline"
        side="left"
      >
        <div className="overflow-y-auto p-5">{outline}</div>
      </Sheet>
      <Sheet
        open={sheet === "about"}
        onOpenChange={(open) => !open && setSheet(null)}
        title="About this document"
        side="bottom"
      >
        <div className="overflow-y-auto pt-2">{side}</div>
      </Sheet>
      {editing && (
        <EditDocumentDialog
          document={document}
          sources={sources}
          tags={tags}
          onOpenChange={setEditing}
          onSaved={() => {
            toast("Saved");
            router.refresh();
          }}
        />
      )}
    </div>
  );
}
