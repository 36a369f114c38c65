"use client";

import {
  ArrowLeftIcon,
  DownloadIcon,
  EllipsisIcon,
  InfoIcon,
  LinkIcon,
  ListTreeIcon,
  MessageCircleQuestionIcon,
  PencilIcon,
  Trash2Icon,
} from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { requestJson } from "@/components/api/request";
import type { Highlight } from "@/components/documents/block-segments";
import { deleteDocuments } from "@/components/documents/change-documents";
import { DocumentOutline } from "@/components/documents/document-outline";
import { DocumentReader, type ReaderHandle } from "@/components/documents/document-reader";
import { DocumentSide } from "@/components/documents/document-side";
import { DocumentTypeIcon } from "@/components/documents/document-type";
import { EditDocumentDialog } from "@/components/documents/edit-document-dialog";
import { FindBar } from "@/components/documents/find-bar";
import { type PagesHandle, PdfPages } from "@/components/documents/pdf-pages";
import { selectedPassage } from "@/components/documents/selected-passage";
import { useFind } from "@/components/documents/use-find";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "@/components/ui/menu";
import { Notice } from "@/components/ui/notice";
import { Segmented } from "@/components/ui/segmented";
import { Sheet } from "@/components/ui/sheet";
import { toast } from "@/components/ui/toast";
import type { DocumentDetail, DocumentText, StoredBlock } from "@/lib/documents/schema";
import type { Source } from "@/lib/sources/schema";

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
        <div className="flex min-w-0 flex-1 items-start gap-2">
          <Button tone="quiet" size="sm" square asChild className="-ml-1.5 mt-0.5">
            <Link href="/documents" aria-label="All documents">
              <ArrowLeftIcon aria-hidden />
            </Link>
          </Button>
          <div className="min-w-0 flex-1">
            <h1
              className="line-clamp-2 text-pretty font-semibold text-lg md:line-clamp-1"
              title={document.title}
            >
              {document.title}
            </h1>
            <p className="flex min-w-0 items-center gap-1.5 text-muted text-sm">
              <DocumentTypeIcon type={document.type} className="size-3.5" />
              <span className="shrink-0">{document.source.name}</span>
              <span aria-hidden>·</span>
              <span className="truncate">{document.uri}</span>
            </p>
          </div>
        </div>
        <div className="order-last flex basis-full items-center gap-2 lg:order-none lg:basis-auto">
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
          <div className="min-w-0 flex-1">
            <FindBar find={find} inputRef={findInput} onStep={stepFind} />
          </div>
        </div>
        <div className="flex shrink-0 gap-1.5">
          <Button size="sm" asChild className="hidden md:inline-flex">
            <Link href={`/ask?document=${document.id}`}>
              <MessageCircleQuestionIcon aria-hidden />
              Ask this document
            </Link>
          </Button>
          {editable && (
            <Button size="sm" className="hidden md:inline-flex" onClick={() => setEditing(true)}>
              <PencilIcon aria-hidden />
              Edit
            </Button>
          )}
          <Menu>
            <MenuTrigger asChild>
              <Button size="sm" square tone="quiet" aria-label="More actions">
                <EllipsisIcon aria-hidden />
              </Button>
            </MenuTrigger>
            <MenuContent align="end">
              <MenuItem asChild className="md:hidden">
                <Link href={`/ask?document=${document.id}`}>
                  <MessageCircleQuestionIcon aria-hidden />
                  Ask this document
                </Link>
              </MenuItem>
              {editable && (
                <MenuItem className="md:hidden" onSelect={() => setEditing(true)}>
                  <PencilIcon aria-hidden />
                  Edit
                </MenuItem>
              )}
              <MenuItem
                onSelect={() => void copy(addressOf(document.id, { versionId, view, current: isCurrent }))}
              >
                <LinkIcon aria-hidden />
                Copy link
              </MenuItem>
              {document.original && (
                <MenuItem asChild>
                  <a
                    href={`/api/documents/${document.id}/original?download=1`}
                    download={document.original.filename}
                  >
                    <DownloadIcon aria-hidden />
                    Download original
                  </a>
                </MenuItem>
              )}
              {editable && (
                <>
                  <MenuSeparator />
                  <MenuItem danger onSelect={remove}>
                    <Trash2Icon aria-hidden />
                    Delete
                  </MenuItem>
                </>
              )}
            </MenuContent>
          </Menu>
        </div>
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
            <Notices document={document} versionId={versionId} isCurrent={isCurrent} />
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
          void copy(
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

function Notices({
  document,
  versionId,
  isCurrent,
}: {
  document: DocumentDetail;
  versionId: string;
  isCurrent: boolean;
}) {
  const version = document.versions.find((candidate) => candidate.id === versionId);
  return (
    <>
      {!isCurrent && document.version_id && (
        <Notice
          className="mb-6"
          tone="caution"
          title={`This is version ${version?.number ?? ""}, not the current one`}
          actions={
            <>
              <Button size="sm" asChild>
                <Link href={`/documents/${document.id}`}>Read the current version</Link>
              </Button>
              <Button size="sm" asChild>
                <Link href={`/documents/${document.id}/versions?from=${versionId}&to=${document.version_id}`}>
                  What changed since
                </Link>
              </Button>
            </>
          }
        >
          Answers are given from the current version only.
        </Notice>
      )}
      {isCurrent && document.warnings.length > 0 && (
        <Notice className="mb-6" tone="caution" title="Good to know about this document">
          {document.warnings.length === 1 ? (
            document.warnings[0]
          ) : (
            <ul className="list-disc pl-4">
              {document.warnings.map((warning) => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          )}
        </Notice>
      )}
    </>
  );
}

interface PassageLinkProps {
  scroller: () => HTMLElement | null;
  blocks: () => StoredBlock[];
  onCopy: (passage: { start: number; end: number }) => void;
}

/** Offers a link to what is selected in the text. */
function PassageLink({ scroller, blocks, onCopy }: PassageLinkProps) {
  const [found, setFound] = useState<{
    passage: { start: number; end: number };
    x: number;
    y: number;
  } | null>(null);
  useEffect(() => {
    const look = () => {
      const root = scroller();
      const passage = root && selectedPassage(root, blocks());
      const box = passage && window.getSelection()?.getRangeAt(0).getBoundingClientRect();
      setFound(
        passage && box
          ? {
              passage,
              x: Math.max(80, Math.min(box.left + box.width / 2, window.innerWidth - 80)),
              y: Math.max(box.top - 44, 8),
            }
          : null,
      );
    };
    const root = scroller();
    const hide = () => setFound(null);
    window.document.addEventListener("selectionchange", look);
    root?.addEventListener("scroll", hide, { passive: true });
    return () => {
      window.document.removeEventListener("selectionchange", look);
      root?.removeEventListener("scroll", hide);
    };
  }, [scroller, blocks]);
  if (!found) return null;
  return (
    <div
      className="-translate-x-1/2 fixed z-30 rounded-md bg-raised shadow-float"
      style={{ left: found.x, top: found.y }}
    >
      <Button
        size="sm"
        tone="quiet"
        // The selection would be gone before the click.
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => onCopy(found.passage)}
      >
        <LinkIcon aria-hidden />
        Copy link to passage
      </Button>
    </div>
  );
}

interface Address {
  versionId: string;
  current: boolean;
  view: "pages" | "text";
  start?: number;
  end?: number;
}

function addressOf(id: string, { versionId, current, view, start, end }: Address): string {
  const search = new URLSearchParams();
  if (!current) search.set("version", versionId);
  if (view === "text") search.set("view", "text");
  if (start !== undefined && end !== undefined) {
    search.set("start", String(start));
    search.set("end", String(end));
  }
  const query = search.toString();
  return query ? `/documents/${id}?${query}` : `/documents/${id}`;
}

async function copy(address: string, message = "Link copied"): Promise<void> {
  await navigator.clipboard.writeText(new URL(address, window.location.href).href);
  toast(message);
}

async function pageOf(id: string, versionId: string, offset: number): Promise<number | null> {
  const search = new URLSearchParams({ version: versionId, start: String(offset), end: String(offset + 1) });
  const text = await requestJson<DocumentText>(
    `/api/documents/${encodeURIComponent(id)}/text?${search}`,
  ).catch(() => null);
  return text?.blocks.findLast((block) => block.start <= offset)?.page ?? null;
}
