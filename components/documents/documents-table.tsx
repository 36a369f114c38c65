"use client";

import { ArrowDownIcon, ArrowUpIcon, ChevronsUpDownIcon } from "lucide-react";
import Link from "next/link";
import type { KeyboardEvent, ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/checkbox";
import { classNames } from "@/components/ui/class-names";
import { Table, TableCell, TableHead, TableRow } from "@/components/ui/table";
import type { Document } from "@/lib/documents/schema";
import { DocumentState } from "./document-state";
import { DocumentTypeIcon, documentTypeWords } from "./document-type";
import { type DocumentsQuery, firstOrder } from "./documents-query";
import { LocalTime } from "./local-time";
import type { Selection } from "./use-selection";

interface DocumentsTableProps {
  documents: Document[];
  query: DocumentsQuery;
  selection: Selection;
  onSort: (sort: DocumentsQuery["sort"], order: DocumentsQuery["order"]) => void;
  onDelete: (ids: string[]) => void;
  rowMenu: (document: Document) => ReactNode;
}

/** The documents as a table; arrows go from row to row, Space chooses, Shift extends. */
export function DocumentsTable(props: DocumentsTableProps) {
  const { documents, query, selection, onSort } = props;
  const all = documents.length > 0 && selection.selected.size === documents.length;
  return (
    <Table className="table-fixed">
      <caption className="sr-only">Documents. Arrow keys go from row to row, Space chooses.</caption>
      <colgroup>
        <col className="w-11" />
        <col />
        <col className="w-36 xl:w-44" />
        <col className="w-28" />
        <col className="hidden w-18 lg:table-column" />
        <col className="w-28" />
        <col className="w-32" />
        <col className="w-24" />
        <col className="w-12" />
      </colgroup>
      <thead className="sticky top-0 z-20 bg-ground">
        <tr>
          <TableHead className="pr-0">
            <Checkbox
              aria-label={all ? "Choose none" : "Choose all on this page"}
              checked={all ? true : selection.selected.size > 0 ? "indeterminate" : false}
              onCheckedChange={() => (all ? selection.clear() : selection.selectAll())}
            />
          </TableHead>
          <SortHead name="title" label="Title" query={query} onSort={onSort} />
          <SortHead name="source" label="Source" query={query} onSort={onSort} />
          <SortHead name="type" label="Type" query={query} onSort={onSort} />
          <TableHead scope="col" className="hidden text-right lg:table-cell">
            Pages
          </TableHead>
          <TableHead scope="col">State</TableHead>
          <SortHead name="updated" label="Updated" query={query} onSort={onSort} />
          <SortHead name="asked" label="Cited" query={query} onSort={onSort} numeric />
          <TableHead>
            <span className="sr-only">Actions</span>
          </TableHead>
        </tr>
      </thead>
      <tbody onKeyDown={(event) => onTableKey(event, props)}>
        {documents.map((document) => (
          <DocumentRow
            key={document.id}
            document={document}
            chosen={selection.selected.has(document.id)}
            onToggle={(range) => selection.toggle(document.id, range)}
            menu={props.rowMenu(document)}
          />
        ))}
      </tbody>
    </Table>
  );
}

interface DocumentRowProps {
  document: Document;
  chosen: boolean;
  onToggle: (range: boolean) => void;
  menu: ReactNode;
}

function DocumentRow({ document, chosen, onToggle, menu }: DocumentRowProps) {
  const words = documentTypeWords[document.type];
  return (
    <TableRow data-selected={chosen} data-id={document.id} className="group/row relative">
      <TableCell className="relative z-10 pr-0">
        <Checkbox
          aria-label={`Choose ${document.title}`}
          checked={chosen}
          data-row-focus="check"
          onClick={(event) => onToggle(event.shiftKey)}
        />
      </TableCell>
      <TableCell className="max-w-0">
        <div className="flex items-center gap-2.5">
          <DocumentTypeIcon type={document.type} />
          <div className="min-w-0">
            <Link
              href={`/documents/${document.id}`}
              data-row-focus="title"
              className="block truncate rounded-xs font-medium after:absolute after:inset-0"
              title={document.title}
            >
              {document.title}
            </Link>
            <p className="flex h-4.5 min-w-0 items-center gap-1.5 text-muted text-xs">
              <span className="truncate" title={document.uri}>
                {document.uri}
              </span>
              {document.tags.slice(0, 3).map((tag) => (
                <Badge key={tag} className="h-4.5 max-w-28 shrink-0">
                  <span className="truncate">{tag}</span>
                </Badge>
              ))}
              {document.tags.length > 3 && <span className="shrink-0">+{document.tags.length - 3}</span>}
            </p>
          </div>
        </div>
      </TableCell>
      <TableCell className="truncate text-muted" title={document.source.name}>
        {document.source.name}
      </TableCell>
      <TableCell className="truncate text-muted">{words.label}</TableCell>
      <TableCell className="figures hidden text-right text-muted lg:table-cell">
        {document.pages ?? <span aria-hidden>–</span>}
      </TableCell>
      <TableCell>
        <DocumentState document={document} />
      </TableCell>
      <TableCell className="truncate text-muted">
        <LocalTime value={document.updated_at} />
      </TableCell>
      <TableCell className="figures pr-5 text-right text-muted">
        {document.asked_from_count > 0 ? document.asked_from_count : <span className="text-muted">0</span>}
      </TableCell>
      <TableCell className="relative z-10 px-1">{menu}</TableCell>
    </TableRow>
  );
}

interface SortHeadProps {
  name: DocumentsQuery["sort"];
  label: string;
  query: DocumentsQuery;
  numeric?: boolean;
  onSort: DocumentsTableProps["onSort"];
}

function SortHead({ name, label, query, numeric, onSort }: SortHeadProps) {
  const active = query.sort === name;
  const ascending = query.order === "asc";
  const Icon = !active ? ChevronsUpDownIcon : ascending ? ArrowUpIcon : ArrowDownIcon;
  return (
    <TableHead scope="col" aria-sort={active ? (ascending ? "ascending" : "descending") : undefined}>
      <button
        type="button"
        className={classNames(
          "hit-area -mx-1.5 inline-flex h-6 items-center gap-1 rounded-xs px-1.5 hover:text-ink",
          active && "text-ink",
          numeric && "float-right mr-0.5",
        )}
        onClick={() => onSort(name, active ? (ascending ? "desc" : "asc") : firstOrder[name])}
      >
        {label}
        <Icon aria-hidden className={classNames("size-3.5", !active && "opacity-50")} />
      </button>
    </TableHead>
  );
}

function onTableKey(event: KeyboardEvent<HTMLElement>, props: DocumentsTableProps): void {
  const { selection, documents } = props;
  const row = (event.target as Element).closest<HTMLElement>("tr[data-id]");
  const id = row?.dataset.id;
  if (!row || !id) return;
  const kind = (event.target as HTMLElement).dataset.rowFocus;
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step !== 0 && kind) {
    event.preventDefault();
    const next = step > 0 ? row.nextElementSibling : row.previousElementSibling;
    next?.querySelector<HTMLElement>(`[data-row-focus="${kind}"]`)?.focus();
    const nextId = next?.getAttribute("data-id");
    if (event.shiftKey && nextId) {
      if (!selection.selected.has(id)) selection.toggle(id);
      selection.toggle(nextId, true);
    }
  } else if (event.key === " " && kind === "title") {
    event.preventDefault();
    selection.toggle(id, event.shiftKey);
  } else if ((event.key === "a" || event.key === "A") && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    selection.selectAll();
  } else if (event.key === "Escape" && selection.selected.size > 0) {
    selection.clear();
  } else if ((event.key === "Delete" || event.key === "Backspace") && kind) {
    event.preventDefault();
    const chosen = documents.map((document) => document.id).filter((other) => selection.selected.has(other));
    const gone = chosen.length > 0 ? chosen : [id];
    // The row goes: the focus moves to the nearest one that stays.
    rowThatStays(row, gone)?.querySelector<HTMLElement>(`[data-row-focus="${kind}"]`)?.focus();
    props.onDelete(gone);
  }
}

function rowThatStays(row: HTMLElement, gone: string[]): Element | null {
  const stays = (other: Element) => !gone.includes(other.getAttribute("data-id") ?? "");
  let next: Element | null = row;
  while (next && !stays(next)) next = next.nextElementSibling;
  if (next) return next;
  let before: Element | null = row;
  while (before && !stays(before)) before = before.previousElementSibling;
  return before;
}
