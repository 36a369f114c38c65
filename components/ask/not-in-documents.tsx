import { FlagIcon, PencilLineIcon, SearchIcon } from "lucide-react";
import Link from "next/link";
import { lazy, Suspense, useState } from "react";
import { passagePath } from "@/components/documents/passage-path";
import { snippetOf } from "@/components/documents/snippet-of";
import { Button } from "@/components/ui/button";
import type { Answer, ConsideredPassage } from "@/lib/ask/schema";
import { editQuestion } from "./edit-question";
import { withinDocument } from "./place-of";
import type { Turn } from "./thread";

const ReportGapDialog = lazy(() =>
  import("./report-gap-dialog").then((module) => ({ default: module.ReportGapDialog })),
);

/** A question without an answer, as an answer of its own: not found, not clear, or not for this place. */
export function NotInDocuments({ answer, turn }: { answer: Answer; turn: Turn; threadKey: string }) {
  const [report, setReport] = useState<"never" | "open" | "closed" | "sent">("never");
  const notes = answer.sentences.map((sentence) => sentence.text).join(" ");
  const found = answer.reason === "not_found";
  return (
    <div className="overflow-hidden rounded-lg border bg-surface shadow-card">
      <div className="grid gap-1.5 px-4 pt-4 pb-3.5">
        <p className="font-semibold text-read">{headings[answer.reason ?? "not_found"]}</p>
        <p className="text-pretty text-muted">{notes}</p>
        {found && <LookedFor answer={answer} turn={turn} />}
      </div>
      {answer.nearest.length > 0 && answer.reason !== "policy" && (
        <div className="border-t bg-ground px-4 py-3.5">
          <h3 className="mb-2.5 text-muted text-sm">
            {found
              ? "What comes nearest. It does not answer the question."
              : "Perhaps one of these is meant."}
          </h3>
          <ul className="grid gap-2.5">
            {answer.nearest.slice(0, 3).map((passage) => (
              <NearestPassage key={passage.chunk_id} passage={passage} />
            ))}
          </ul>
        </div>
      )}
      <div className="flex flex-wrap gap-2 border-t px-4 py-3">
        <Button size="sm" onClick={() => editQuestion(turn.question)}>
          <PencilLineIcon aria-hidden />
          Rephrase
        </Button>
        {answer.reason !== "policy" && (
          <Button size="sm" asChild>
            <Link href={`/documents/search?q=${encodeURIComponent(answer.searched_for)}`}>
              <SearchIcon aria-hidden />
              Search the passages
            </Link>
          </Button>
        )}
        {found && (
          <Button size="sm" disabled={report === "sent"} onClick={() => setReport("open")}>
            <FlagIcon aria-hidden />
            {report === "sent" ? "Reported" : "Report the gap"}
          </Button>
        )}
      </div>
      {report !== "never" && (
        <Suspense>
          <ReportGapDialog
            answerId={answer.id}
            question={turn.question}
            open={report === "open"}
            onOpenChange={(open) => setReport(open ? "open" : "closed")}
            onSent={() => setReport("sent")}
          />
        </Suspense>
      )}
    </div>
  );
}

const headings = {
  not_found: "Not in your documents",
  unclear: "What do you mean?",
  policy: "This is not answered here",
} as const;

/** A follow-up is searched for with its reference filled in: then it is worth saying what was looked for. */
function LookedFor({ answer, turn }: { answer: Answer; turn: Turn }) {
  if (answer.searched_for === turn.question) return null;
  return <p className="text-muted text-sm">Looked for “{answer.searched_for}”.</p>;
}

function NearestPassage({ passage }: { passage: ConsideredPassage }) {
  const place = withinDocument(passage);
  return (
    <li>
      <Link
        href={passagePath(passage)}
        className="group block rounded-md border bg-paper px-3 py-2.5 transition-colors hover:border-line-strong"
      >
        <span className="quoted line-clamp-3 text-read">{snippetOf(passage)}</span>
        <span className="mt-1.5 block truncate text-muted text-sm group-hover:text-ink">
          {passage.title}
          {place && ` · ${place}`}
        </span>
      </Link>
    </li>
  );
}
