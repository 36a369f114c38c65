"use client";

import { classNames } from "@/components/ui/class-names";
import type { DocumentDetail } from "@/lib/documents/schema";

interface DocumentOutlineProps {
  outline: DocumentDetail["outline"];
  /** Start of the heading that is being read. */
  current: number | null;
  onGo: (start: number) => void;
}

const entriesShown = 500;
const indents = ["pl-3", "pl-6", "pl-9", "pl-12"];

/** The headings of a document, to go to. */
export function DocumentOutline({ outline, current, onGo }: DocumentOutlineProps) {
  const depths = depthsOf(outline);
  return (
    <nav aria-label="Outline">
      <ul className="grid border-l text-sm">
        {outline.slice(0, entriesShown).map((entry, index) => {
          const here = entry.start === current;
          return (
            <li key={entry.start}>
              <button
                type="button"
                aria-current={here ? "location" : undefined}
                onClick={() => onGo(entry.start)}
                className={classNames(
                  "-ml-px block w-full rounded-r-xs border-l-2 py-1 pr-2 text-left transition-colors",
                  indents[Math.min(depths[index] ?? 0, indents.length - 1)],
                  here
                    ? "border-accent font-medium text-ink"
                    : "border-transparent text-muted hover:bg-hover hover:text-ink",
                )}
              >
                <span className="line-clamp-2">{entry.text}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {outline.length > entriesShown && (
        <p className="mt-2 pl-3 text-muted text-xs">
          The first {entriesShown} headings; search finds the rest.
        </p>
      )}
    </nav>
  );
}

/** How many headings each one stands under. Levels alone would indent a title page more than what follows it. */
function depthsOf(outline: DocumentDetail["outline"]): number[] {
  const above: number[] = [];
  return outline.map(({ level }) => {
    while (above.length > 0 && (above.at(-1) ?? 0) >= level) above.pop();
    above.push(level);
    return above.length - 1;
  });
}
