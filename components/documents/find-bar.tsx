"use client";

import { ChevronDownIcon, ChevronUpIcon } from "lucide-react";
import type { RefObject } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { SearchInput } from "@/components/ui/search-input";
import type { Find } from "./use-find";

interface FindBarProps {
  find: Find;
  inputRef: RefObject<HTMLInputElement | null>;
  onStep: (by: 1 | -1) => void;
}

/** Searches inside the document: Enter goes on, Shift+Enter back, Escape ends it. */
export function FindBar({ find, inputRef, onStep }: FindBarProps) {
  const asked = find.q.trim().length >= 2;
  return (
    <search aria-label="Inside this document" className="flex min-w-0 items-center gap-0.5">
      <div className="relative min-w-0 flex-1 lg:w-60 lg:flex-none">
        <SearchInput
          ref={inputRef}
          aria-label="Search inside this document"
          placeholder="Find in text"
          className={classNames("[&_input]:h-8", asked && "[&_input]:pr-24")}
          maxLength={200}
          value={find.q}
          onChange={(event) => find.setQ(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") {
              event.preventDefault();
              onStep(event.shiftKey ? -1 : 1);
            } else if (event.key === "Escape" && find.q !== "") {
              event.preventDefault();
              find.setQ("");
            }
          }}
        />
        <p
          role="status"
          className="figures -translate-y-1/2 pointer-events-none absolute top-1/2 right-8 bg-surface pl-1 text-muted text-sm"
        >
          {asked && hitWords(find)}
        </p>
      </div>
      <Button
        tone="quiet"
        size="sm"
        square
        aria-label="Hit before"
        disabled={find.total === 0}
        onClick={() => onStep(-1)}
      >
        <ChevronUpIcon aria-hidden />
      </Button>
      <Button
        tone="quiet"
        size="sm"
        square
        aria-label="Next hit"
        disabled={find.total === 0}
        onClick={() => onStep(1)}
      >
        <ChevronDownIcon aria-hidden />
      </Button>
    </search>
  );
}

function hitWords(find: Find): string {
  if (find.failed) return "no answer";
  if (find.searching) return "…";
  if (find.total === 0) return "none";
  const number = new Intl.NumberFormat("en");
  const of = number.format(find.total);
  return find.index < 0 ? `${of} found` : `${number.format(find.index + 1)} of ${of}`;
}
