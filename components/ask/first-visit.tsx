import { ArrowRightIcon, FileUpIcon } from "lucide-react";
import Link from "next/link";
import { Suspense, use } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import { useAsk } from "./ask-context";

interface FirstVisitProps {
  suggestions: Promise<string[]>;
  threadKey: string;
}

/** An empty thread: what this is for, and four questions that these documents really answer. */
export function FirstVisit({ suggestions, threadKey }: FirstVisitProps) {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-5">
      <div className="mx-auto flex min-h-full max-w-read flex-col justify-end gap-8 pb-8 md:justify-center md:pb-[8vh]">
        <div className="grid gap-2.5">
          <p className="text-balance font-semibold text-2xl tracking-tight">Ask your documents</p>
          <p className="max-w-[34rem] text-pretty text-muted text-read">
            Every sentence of an answer shows the passage that it stands on. What the documents don't say is
            not answered.
          </p>
        </div>
        <div>
          <h2 className="mb-1 text-muted text-sm">For example</h2>
          <Suspense fallback={<SuggestionSkeleton />}>
            <Suggestions suggestions={suggestions} threadKey={threadKey} />
          </Suspense>
          <p className="mt-4 flex flex-wrap items-center gap-x-1.5 text-muted text-sm">
            <FileUpIcon aria-hidden className="size-4" />
            Trying it out? The sample documents can be replaced:
            <Link
              href="/documents?add=files"
              className="hit-area rounded-xs text-accent underline decoration-accent/40 pointer-coarse:[--hit:2.75rem] underline-offset-3 hover:decoration-accent"
            >
              add your own
            </Link>
          </p>
        </div>
      </div>
    </div>
  );
}

function Suggestions({ suggestions, threadKey }: FirstVisitProps) {
  const { threads, scope } = useAsk();
  const questions = use(suggestions).slice(0, 4);
  if (questions.length === 0) {
    return (
      <p className="py-3 text-muted">
        Questions are suggested as soon as there are documents to answer from.
      </p>
    );
  }
  return (
    <ul className="border-t">
      {questions.map((question) => (
        <li key={question} className="border-b">
          <button
            type="button"
            onClick={() => void threads.ask({ threadKey, question, scope })}
            className="group flex min-h-12 w-full items-center justify-between gap-4 py-2.5 text-left text-read transition-colors hover:text-accent"
          >
            <span className="text-pretty">{question}</span>
            <ArrowRightIcon
              aria-hidden
              className="size-4 shrink-0 text-faint transition-transform group-hover:translate-x-0.5 group-hover:text-accent"
            />
          </button>
        </li>
      ))}
    </ul>
  );
}

function SuggestionSkeleton() {
  return (
    <div role="status" aria-label="Loading suggestions" className="border-t">
      {["w-4/5", "w-3/5", "w-2/3", "w-3/4"].map((width) => (
        <div key={width} className="flex h-12.25 items-center border-b">
          <Skeleton className={`h-4 ${width}`} />
        </div>
      ))}
    </div>
  );
}
