import Link from "next/link";
import { passagePath } from "@/components/documents/passage-path";
import type { AgentPassage } from "@/lib/agent/schema";
import { flagWord } from "./agent-words";

/** Passages that a step read, each with the way to it. */
export function PassageQuotes({ passages }: { passages: AgentPassage[] }) {
  return (
    <ul className="grid gap-2">
      {passages.map((passage) => (
        <li
          key={`${passage.document_id} ${passage.start}`}
          className="grid gap-1 rounded-sm border-mark-line border-l-2 bg-mark-soft px-3.5 py-2"
        >
          <p className="quoted line-clamp-4 whitespace-pre-line text-read">{passage.quote}</p>
          <p className="flex flex-wrap gap-x-2 text-sm">
            <Link
              href={passagePath(passage)}
              className="rounded-xs text-muted underline decoration-faint underline-offset-3 hover:text-ink"
            >
              {passage.title}
            </Link>
            <span className="text-muted">
              {passage.source}
              {passage.page !== null && ` · page ${passage.page}`}
            </span>
            {passage.flags.map((flag) => (
              <span key={flag} className="text-danger">
                {flagWord(flag).name}
              </span>
            ))}
          </p>
        </li>
      ))}
    </ul>
  );
}
