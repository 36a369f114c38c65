import Link from "next/link";
import type { SearchResult } from "@/lib/retrieval/schema";
import { DocumentTypeIcon } from "./document-type";
import { passagePath } from "./passage-path";
import { PassageScores } from "./passage-scores";
import { snippetOf } from "./snippet-of";

/** A passage that a search found: what it says, where it stands, and how near it is. */
export function FoundPassage({ passage }: { passage: SearchResult }) {
  const place = [
    passage.source,
    passage.page === null ? null : `page ${passage.page}`,
    passage.section.at(-1) === passage.title ? null : passage.section.at(-1),
  ].filter(Boolean);
  return (
    <article className="relative rounded-md border bg-surface p-4 shadow-card transition-colors hover:border-line-strong">
      <h2 className="flex items-center gap-2.5 font-medium">
        <DocumentTypeIcon type={passage.type} className="size-4" />
        <Link href={passagePath(passage)} className="min-w-0 truncate after:absolute after:inset-0">
          {passage.title}
        </Link>
      </h2>
      <div className="flex flex-wrap justify-between gap-x-4 pl-6.5">
        <p className="min-w-0 truncate text-muted text-sm">{place.join(" · ")}</p>
        <PassageScores scores={passage.scores} />
      </div>
      <div className="mt-2.5 rounded-sm bg-paper px-3 py-2">
        <p className="quoted line-clamp-4 text-read">{snippetOf(passage)}</p>
      </div>
    </article>
  );
}
