import Link from "next/link";
import { LocalTime } from "@/components/documents/local-time";
import { Badge } from "@/components/ui/badge";
import type { DraftOrigin } from "@/lib/evals/schema";
import { MakeCase } from "./make-case";

const words = {
  "thumbs-down": { label: "bad answer", tone: "danger" },
  gap: { label: "reported gap", tone: "caution" },
  answer: { label: "your question", tone: "outline" },
} as const;

/** What people said and asked, each with the way to make a case of it or to the case that was made. */
export function OriginList({ origins, suite }: { origins: DraftOrigin[]; suite: string }) {
  return (
    <ul className="grid gap-2">
      {origins.map((origin) => (
        <li
          key={`${origin.kind} ${origin.answer_id}`}
          className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 rounded-lg border bg-surface px-4 py-3 shadow-card"
        >
          <div className="grid min-w-0 flex-1 basis-72 gap-1">
            <p className="font-medium [overflow-wrap:anywhere]">{origin.question}</p>
            <p className="flex flex-wrap items-center gap-2 text-muted text-sm">
              <Badge tone={words[origin.kind].tone}>{words[origin.kind].label}</Badge>
              {origin.refused ? "refused" : "answered"}
              {origin.reason && <span>{origin.reason.replaceAll("-", " ")}</span>}
              <LocalTime value={origin.at} />
            </p>
            {origin.comment && <p className="text-pretty text-muted">“{origin.comment}”</p>}
          </div>
          {origin.case_id ? (
            <Link
              href={`/evals/cases/${encodeURIComponent(origin.case_id)}`}
              className="text-accent underline underline-offset-3"
            >
              Open its case
            </Link>
          ) : (
            <MakeCase answer={origin.answer_id} suite={suite} question={origin.question} />
          )}
        </li>
      ))}
    </ul>
  );
}
