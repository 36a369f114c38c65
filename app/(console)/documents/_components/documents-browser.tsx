"use client";

import { FileStackIcon, PencilLineIcon, SearchXIcon, UploadIcon } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, useTransition } from "react";
import { BulkBar } from "@/components/documents/bulk-bar";
import { changeDocuments, deleteDocuments, sayFailure } from "@/components/documents/change-documents";
import { documentTypes, documentTypeWords } from "@/components/documents/document-type";
import { DocumentsCards } from "@/components/documents/documents-cards";
import {
  type DocumentsQuery,
  documentsHref,
  emptyQuery,
  isFiltered,
} from "@/components/documents/documents-query";
import { DocumentsTable } from "@/components/documents/documents-table";
import { DocumentsToolbar } from "@/components/documents/documents-toolbar";
import { DropZone } from "@/components/documents/drop-zone";
import { JobPanel, summary } from "@/components/documents/job-panel";
import { RowMenu } from "@/components/documents/row-menu";
import type { ChosenFile, UploadFields } from "@/components/documents/send-files";
import { generalSource, sourceNames } from "@/components/documents/source-field";
import { useJobs } from "@/components/documents/use-jobs";
import { useSelection } from "@/components/documents/use-selection";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { EmptyState } from "@/components/ui/empty-state";
import type { Document, DocumentList } from "@/lib/documents/schema";
import type { Job } from "@/lib/jobs/schema";
import type { Source } from "@/lib/sources/schema";

const UploadDialog = lazy(() =>
  import("@/components/documents/upload-dialog").then((module) => ({ default: module.UploadDialog })),
);
const WriteDialog = lazy(() =>
  import("@/components/documents/write-dialog").then((module) => ({ default: module.WriteDialog })),
);

interface DocumentsBrowserProps {
  query: DocumentsQuery;
  list: DocumentList;
  pageSize: number;
  sources: Source[];
  tags: string[];
  /** Those that run, and recent ones in which something failed. */
  jobs: Job[];
  /** Whether the reader may add, change and delete documents. */
  editable: boolean;
}

/** The list of documents with everything that is done to it. The address is its state. */
export function DocumentsBrowser({
  query,
  list,
  pageSize,
  sources,
  tags,
  jobs: initialJobs,
  editable,
}: DocumentsBrowserProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [dialog, setDialog] = useState<"upload" | "write" | null>(null);
  const [news, setNews] = useState("");
  const search = useRef<HTMLInputElement>(null);

  const documents = useMemo(() => list.data.filter((document) => !hidden.has(document.id)), [list, hidden]);
  const ids = useMemo(() => documents.map((document) => document.id), [documents]);
  const selection = useSelection(ids);
  const chosen = documents.filter((document) => selection.selected.has(document.id));
  const chosenIds = chosen.map((document) => document.id);

  const refresh = useCallback(() => startTransition(() => router.refresh()), [router]);
  const { jobs, sendings, send, watch, stop, dismiss } = useJobs({
    initial: initialJobs,
    onProgress: refresh,
    onEnd: (job) => {
      setNews(`${job.label || "Upload"}: ${summary(job)}`);
      refresh();
    },
  });

  const change = useCallback(
    (part: Partial<DocumentsQuery>, replace = false) => {
      const href = documentsHref({ ...query, after: [], ...part });
      startTransition(() =>
        replace ? router.replace(href, { scroll: false }) : router.push(href, { scroll: false }),
      );
    },
    [query, router],
  );
  const upload = useCallback(
    (files: ChosenFile[], fields: UploadFields) => {
      if (files.length === 0) return;
      setNews(files.length === 1 ? "Adding one file" : `Adding ${files.length} files`);
      void send(files, fields);
    },
    [send],
  );
  const dropped = useCallback(
    (files: ChosenFile[], source: string) => {
      setDialog(null);
      upload(files, { source: source || undefined });
    },
    [upload],
  );

  const remove = (gone: Document[]) => {
    selection.clear();
    const [first] = gone;
    if (!first) return;
    void deleteDocuments({
      ids: gone.map((document) => document.id),
      label: gone.length === 1 ? first.title : `${gone.length} documents`,
      onChange: (changed, back) => {
        setHidden((before) => {
          const next = new Set(before);
          for (const id of changed) back ? next.delete(id) : next.add(id);
          return next;
        });
        refresh();
      },
    });
  };
  const move = async (ids: string[], source: string) => {
    if (await changeDocuments({ action: "move", ids, source }, "The documents were not moved"))
      setNews(`Moved to ${source}`);
    refresh();
  };
  const tag = async (ids: string[], added: string[], removed: string[]) => {
    const title = "The tags were not changed";
    const done =
      (added.length === 0 || (await changeDocuments({ action: "tag", ids, tags: added }, title))) &&
      (removed.length === 0 || (await changeDocuments({ action: "untag", ids, tags: removed }, title)));
    if (done) setNews("Tags saved");
    refresh();
  };

  useEffect(() => {
    const focusSearch = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if ((event.target as HTMLElement).closest("input, textarea, [contenteditable], [role=dialog]")) return;
      event.preventDefault();
      search.current?.focus();
      search.current?.select();
    };
    window.addEventListener("keydown", focusSearch);
    return () => window.removeEventListener("keydown", focusSearch);
  }, []);

  const targets = useMemo(() => {
    const names = sourceNames(sources);
    return query.source && names.includes(query.source)
      ? [query.source, ...names.filter((name) => name !== query.source)]
      : [generalSource, ...names.filter((name) => name !== generalSource)];
  }, [sources, query.source]);
  const defaultSource = targets[0] ?? generalSource;
  const menuOf = (document: Document) => (
    <RowMenu
      document={document}
      onDelete={editable ? () => remove([document]) : undefined}
      onFilter={(part) => change({ ...emptyQuery, ...part })}
    />
  );

  return (
    <>
      {editable && (
        <div className="flex flex-wrap items-center gap-2 md:order-last md:ml-auto">
          <Button onClick={() => setDialog("write")}>
            <PencilLineIcon aria-hidden />
            Write
          </Button>
          <Button tone="primary" onClick={() => setDialog("upload")}>
            <UploadIcon aria-hidden />
            Upload
          </Button>
        </div>
      )}
      <div className="grid min-w-0 basis-full grid-cols-[minmax(0,1fr)] gap-4 md:order-last">
        <p role="status" className="sr-only">
          {news}
        </p>
        <JobPanel
          jobs={jobs}
          sendings={sendings}
          onDismiss={dismiss}
          onStop={(id) =>
            void stop(id).catch((failure: unknown) => sayFailure("The job was not stopped", failure))
          }
        />
        {documents.length === 0 && !isFiltered(query) && query.after.length === 0 ? (
          !editable ? (
            <EmptyState icon={<FileStackIcon />} title="No documents yet">
              There is nothing here that you may read. Whoever keeps the documents can add some or open a
              source to you.
            </EmptyState>
          ) : (
            <NoDocuments onUpload={() => setDialog("upload")} onWrite={() => setDialog("write")} />
          )
        ) : (
          <>
            <DocumentsToolbar
              query={query}
              sources={sources}
              tags={tags}
              searchRef={search}
              onChange={change}
            />
            <div
              aria-busy={pending}
              className={classNames("transition-opacity", pending && "opacity-60 delay-150")}
            >
              {documents.length === 0 ? (
                <EmptyState
                  icon={<SearchXIcon />}
                  title="No document fits"
                  actions={<Button onClick={() => change(emptyQuery)}>Show all documents</Button>}
                >
                  {query.q
                    ? `Nothing is called “${query.q}” here. To search inside the documents, ask.`
                    : "No document has all of these properties."}
                </EmptyState>
              ) : (
                <>
                  <div className="hidden md:block">
                    <DocumentsTable
                      documents={documents}
                      query={query}
                      selection={selection}
                      onSort={(sort, order) => change({ sort, order })}
                      onDelete={(gone) => editable && remove(documents.filter(({ id }) => gone.includes(id)))}
                      rowMenu={menuOf}
                    />
                  </div>
                  <div className="md:hidden">
                    <DocumentsCards documents={documents} selection={selection} rowMenu={menuOf} />
                  </div>
                </>
              )}
            </div>
            <Pager query={query} list={list} pageSize={pageSize} shown={documents.length} />
          </>
        )}
      </div>
      {editable && (
        <BulkBar
          documents={chosen}
          sources={sources}
          tags={tags}
          onTag={(add, removed) => void tag(chosenIds, add, removed)}
          onMove={(source) => void move(chosenIds, source)}
          onDelete={() => remove(chosen)}
          onClear={selection.clear}
        />
      )}
      {editable && <DropZone targets={targets} onFiles={dropped} />}
      <Suspense>
        {editable && dialog === "upload" && (
          <UploadDialog
            open
            onOpenChange={(open) => !open && setDialog(null)}
            sources={sources}
            tags={tags}
            defaultSource={defaultSource}
            onUpload={upload}
          />
        )}
        {editable && dialog === "write" && (
          <WriteDialog
            open
            onOpenChange={(open) => !open && setDialog(null)}
            sources={sources}
            tags={tags}
            defaultSource={defaultSource}
            onAccepted={(accepted) => {
              setNews("Adding the text");
              watch(accepted.job_id);
            }}
          />
        )}
      </Suspense>
    </>
  );
}

function NoDocuments({ onUpload, onWrite }: { onUpload: () => void; onWrite: () => void }) {
  return (
    <div className="rounded-xl border-2 border-line-strong/40 border-dashed">
      <EmptyState
        icon={<FileStackIcon />}
        title="No documents yet"
        actions={
          <>
            <Button tone="primary" onClick={onUpload}>
              <UploadIcon aria-hidden />
              Choose files
            </Button>
            <Button onClick={onWrite}>
              <PencilLineIcon aria-hidden />
              Write a document
            </Button>
          </>
        }
      >
        <p>
          Drop files or whole folders anywhere on this page. Answers come from these documents and from
          nothing else.
        </p>
        <ul aria-label="Formats" className="mt-3 flex flex-wrap justify-center gap-1.5">
          {documentTypes.map((type) => (
            <li key={type} className="rounded-sm bg-sunken px-2 py-0.5 text-sm">
              {documentTypeWords[type].label}
            </li>
          ))}
        </ul>
      </EmptyState>
    </div>
  );
}

interface PagerProps {
  query: DocumentsQuery;
  list: DocumentList;
  pageSize: number;
  shown: number;
}

function Pager({ query, list, pageSize, shown }: PagerProps) {
  const first = query.after.length * pageSize;
  const hasPrevious = query.after.length > 0;
  if (shown === 0 && !hasPrevious) return null;
  const number = new Intl.NumberFormat("en");
  return (
    <nav aria-label="Pages of the list" className="flex flex-wrap items-center justify-between gap-3 pb-24">
      <p className="figures text-muted text-sm">
        {number.format(first + 1)}–{number.format(first + shown)} of {number.format(list.total)}
      </p>
      {(hasPrevious || list.next_cursor) && (
        <div className="flex gap-2">
          <TurnLink
            label="Previous"
            href={hasPrevious ? documentsHref({ ...query, after: query.after.slice(0, -1) }) : null}
          />
          <TurnLink
            label="Next"
            href={
              list.next_cursor ? documentsHref({ ...query, after: [...query.after, list.next_cursor] }) : null
            }
          />
        </div>
      )}
    </nav>
  );
}

function TurnLink({ label, href }: { label: string; href: string | null }) {
  if (!href) {
    return (
      <Button size="sm" disabled>
        {label}
      </Button>
    );
  }
  return (
    <Button size="sm" asChild>
      <Link href={href}>{label}</Link>
    </Button>
  );
}
