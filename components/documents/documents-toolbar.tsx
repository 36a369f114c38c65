"use client";

import { XIcon } from "lucide-react";
import { type RefObject, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { SearchInput } from "@/components/ui/search-input";
import { Select } from "@/components/ui/select";
import type { Source } from "@/lib/sources/schema";
import { documentTypes, documentTypeWords } from "./document-type";
import { type DocumentsQuery, firstOrder, isFiltered, oneOf, sorts } from "./documents-query";

interface DocumentsToolbarProps {
  query: DocumentsQuery;
  sources: Source[];
  tags: string[];
  searchRef: RefObject<HTMLInputElement | null>;
  /** `replace` while somebody is typing. */
  onChange: (part: Partial<DocumentsQuery>, replace?: boolean) => void;
}

const anything = "\u0000all";
const typingMs = 250;

/** Search, filters and, where there is no table head, the order. */
export function DocumentsToolbar({ query, sources, tags, searchRef, onChange }: DocumentsToolbarProps) {
  const tagOptions = query.tag && !tags.includes(query.tag) ? [query.tag, ...tags] : tags;
  return (
    <search aria-label="Documents" className="grid grid-cols-2 items-center gap-2 md:flex md:flex-wrap">
      <SearchField q={query.q} inputRef={searchRef} onSearch={(q) => onChange({ q }, query.q !== "")} />
      <Select
        label="Source"
        showLabel={query.source === null}
        className="md:max-w-44"
        value={query.source ?? anything}
        options={[
          { value: anything, label: query.source === null ? "all" : "All sources" },
          ...sources.map((source) => ({ value: source.name, label: source.name })),
          ...(query.source && !sources.some((source) => source.name === query.source)
            ? [{ value: query.source, label: query.source }]
            : []),
        ]}
        onValueChange={(value) => onChange({ source: value === anything ? null : value })}
      />
      <Select
        label="Type"
        showLabel={query.type === null}
        value={query.type ?? anything}
        options={[
          { value: anything, label: query.type === null ? "all" : "All types" },
          ...documentTypes.map((type) => ({ value: type, label: documentTypeWords[type].label })),
        ]}
        onValueChange={(value) => onChange({ type: oneOf(documentTypes, value) })}
      />
      {tagOptions.length > 0 && (
        <Select
          label="Tag"
          showLabel={query.tag === null}
          className="md:max-w-44"
          value={query.tag ?? anything}
          options={[
            { value: anything, label: query.tag === null ? "all" : "All tags" },
            ...tagOptions.map((tag) => ({ value: tag, label: tag })),
          ]}
          onValueChange={(value) => onChange({ tag: value === anything ? null : value })}
        />
      )}
      <Select
        label="Order"
        className="md:hidden"
        value={query.sort}
        options={[
          { value: "updated", label: "Newest first" },
          { value: "title", label: "By title" },
          { value: "source", label: "By source" },
          { value: "type", label: "By type" },
          { value: "asked", label: "Most cited first" },
        ]}
        onValueChange={(value) => {
          const sort = oneOf(sorts, value) ?? "updated";
          onChange({ sort, order: firstOrder[sort] });
        }}
      />
      {isFiltered(query) && (
        <Button tone="quiet" onClick={() => onChange({ q: "", source: null, type: null, tag: null })}>
          <XIcon aria-hidden />
          Clear
        </Button>
      )}
    </search>
  );
}

interface SearchFieldProps {
  q: string;
  inputRef: RefObject<HTMLInputElement | null>;
  onSearch: (q: string) => void;
}

function SearchField({ q, inputRef, onSearch }: SearchFieldProps) {
  const [text, setText] = useState(q);
  const [known, setKnown] = useState(q);
  // What was typed and sent from here, and hasn't come back as the address yet.
  const [sent, setSent] = useState<string[]>([q]);
  if (q !== known) {
    setKnown(q);
    const own = sent.indexOf(q);
    setSent(own < 0 ? [q] : sent.slice(own));
    // Another address than one of these was gone to, by going back for example: the field follows.
    if (own < 0) setText(q);
  }
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === sent.at(-1)) return;
    const timer = setTimeout(() => {
      setSent((before) => [...before, wanted]);
      onSearch(wanted);
    }, typingMs);
    return () => clearTimeout(timer);
  }, [text, sent, onSearch]);
  return (
    <SearchInput
      ref={inputRef}
      aria-label="Search titles and addresses"
      placeholder="Search documents"
      className="col-span-2 md:w-72"
      value={text}
      maxLength={200}
      onChange={(event) => setText(event.target.value)}
    />
  );
}
