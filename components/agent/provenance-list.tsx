import { FileTextIcon, SparklesIcon, TriangleAlertIcon, UserIcon } from "lucide-react";
import Link from "next/link";
import { Scrolling } from "@/components/ui/scrolling";
import type { ArgumentOrigin } from "@/lib/agent/schema";
import { originPath } from "./agent-paths";
import { argumentWords, flagWord } from "./agent-words";

const origins = {
  person: { icon: UserIcon, words: "From the person's own words" },
  model: { icon: SparklesIcon, words: "Written by the model" },
  document: { icon: FileTextIcon, words: "From documents" },
};

/** Where each argument came from: whose words, or which passages. Doubts are told in words. */
export function ProvenanceList({ provenance }: { provenance: ArgumentOrigin[] }) {
  if (provenance.length === 0)
    return <p className="text-muted">Nothing is known of where the arguments came from.</p>;
  return (
    <ul className="divide-y rounded-lg border">
      {provenance.map((origin) => {
        const { icon: Icon, words } = origins[origin.kind];
        return (
          <li key={`${origin.argument} ${origin.kind}`} className="grid gap-2 px-4 py-3">
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="font-medium">{argumentWords(origin.argument)}</span>
              <span className="inline-flex items-center gap-1.5 text-muted text-sm">
                <Icon aria-hidden className="size-3.5" />
                {words}
              </span>
            </p>
            {origin.flags.map((flag) => (
              <p key={flag} className="flex items-start gap-1.5 text-danger text-sm">
                <TriangleAlertIcon aria-hidden className="mt-0.75 size-3.5 shrink-0" />
                {flagWord(flag).about}
              </p>
            ))}
            {origin.words !== null && origin.words !== "" && (
              <p className="border-line border-l-2 pl-3 text-muted">“{origin.words}”</p>
            )}
            {origin.passages.map((passage) => (
              <blockquote
                key={`${passage.document_id} ${passage.start}`}
                className="grid gap-1 rounded-sm border-mark-line border-l-2 bg-mark-soft px-3.5 py-2"
              >
                <Scrolling label="Quoted passage" className="max-h-48">
                  <p className="quoted whitespace-pre-line text-read">{passage.quote}</p>
                </Scrolling>
                <footer className="text-sm">
                  <Link
                    href={originPath(passage)}
                    className="rounded-xs text-muted underline decoration-faint underline-offset-3 hover:text-ink"
                  >
                    {passage.title}
                  </Link>
                </footer>
              </blockquote>
            ))}
          </li>
        );
      })}
    </ul>
  );
}
