import type { DocumentListQuery } from "@/lib/documents/schema";
import { documentTypes } from "./document-type";

/** What the address says about the list: filters, order, and the cursors of the pages that were turned. */
export interface DocumentsQuery {
  q: string;
  source: string | null;
  type: DocumentListQuery["type"] | null;
  tag: string | null;
  sort: DocumentListQuery["sort"];
  order: DocumentListQuery["order"];
  /** One cursor for each page that was turned; the last one is the page that is shown. */
  after: string[];
}

export const emptyQuery: DocumentsQuery = {
  q: "",
  source: null,
  type: null,
  tag: null,
  sort: "updated",
  order: "desc",
  after: [],
};

export const sorts = [
  "title",
  "source",
  "type",
  "updated",
  "asked",
] as const satisfies DocumentsQuery["sort"][];

/** `value` if it is one of `values`. */
export function oneOf<Value extends string>(values: readonly Value[], value: string | null): Value | null {
  return values.find((candidate) => candidate === value) ?? null;
}

/** The direction in which a column is first sorted. */
export const firstOrder: Record<DocumentsQuery["sort"], DocumentsQuery["order"]> = {
  title: "asc",
  source: "asc",
  type: "asc",
  updated: "desc",
  asked: "desc",
};

type SearchParams = Record<string, string | string[] | undefined>;

/** Reads an address; what makes no sense counts as not said. */
export function readDocumentsQuery(params: SearchParams): DocumentsQuery {
  const one = (name: string) => {
    const value = params[name];
    return (Array.isArray(value) ? value[0] : value)?.slice(0, 200) || null;
  };
  const sort = oneOf(sorts, one("sort")) ?? emptyQuery.sort;
  const after = params.after;
  return {
    q: one("q") ?? "",
    source: one("source"),
    type: oneOf(documentTypes, one("type")),
    tag: one("tag"),
    sort,
    order: oneOf(["asc", "desc"] as const, one("order")) ?? firstOrder[sort],
    after: (Array.isArray(after) ? after : after ? [after] : []).filter((cursor) => cursor.length <= 500),
  };
}

/** The address of a list. Defaults are left out, so that equal lists have equal addresses. */
export function documentsHref(query: DocumentsQuery): string {
  const params = new URLSearchParams();
  if (query.q) params.set("q", query.q);
  if (query.source) params.set("source", query.source);
  if (query.type) params.set("type", query.type);
  if (query.tag) params.set("tag", query.tag);
  if (query.sort !== emptyQuery.sort) params.set("sort", query.sort);
  if (query.order !== firstOrder[query.sort]) params.set("order", query.order);
  for (const cursor of query.after) params.append("after", cursor);
  const text = params.toString();
  return text ? `/documents?${text}` : "/documents";
}

/** True when the list is narrowed by anything. */
export function isFiltered(query: DocumentsQuery): boolean {
  return Boolean(query.q || query.source || query.type || query.tag);
}

/** The list's query as the API and the verb take it. */
export function toListQuery(query: DocumentsQuery, limit: number): DocumentListQuery {
  const cursor = query.after.at(-1);
  return {
    sort: query.sort,
    order: query.order,
    limit,
    ...(query.q && { q: query.q }),
    ...(query.source && { source: query.source }),
    ...(query.type && { type: query.type }),
    ...(query.tag && { tag: query.tag }),
    ...(cursor && { cursor }),
  };
}
