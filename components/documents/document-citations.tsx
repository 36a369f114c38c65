"use client";

import Link from "next/link";
import { useRequest } from "@/components/api/use-request";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { DocumentAnswer } from "@/lib/documents/schema";
import { LocalTime } from "./local-time";

interface DocumentCitationsProps {
  documentId: string;
  onGo: (start: number, end: number) => void;
}

const linkStyles = "rounded-xs underline decoration-faint underline-offset-3 hover:decoration-ink";

/** The answers that this document proved a part of, with what it said in them. */
export function DocumentCitations({ documentId, onGo }: DocumentCitationsProps) {
  const { data, problem, retry } = useRequest<{ data: DocumentAnswer[]; total: number }>(
    `/api/documents/${encodeURIComponent(documentId)}/answers`,
  );
  if (problem) {
    return (
      <Notice
        tone="danger"
        title="The answers could not be loaded"
        actions={
          <Button size="sm" onClick={retry}>
            Try again
          </Button>
        }
      >
        {problem.detail}
        {problem.request_id && <span className="block text-xs">Request {problem.request_id}</span>}
      </Notice>
    );
  }
  if (!data) {
    return (
      <div role="status" aria-label="Loading the answers" className="grid gap-3">
        <Skeleton className="h-4 w-4/5" />
        <Skeleton className="h-14 w-full" />
        <Skeleton className="h-4 w-3/5" />
        <Skeleton className="h-14 w-full" />
      </div>
    );
  }
  if (data.data.length === 0)
    return <p className="text-pretty text-muted">No answer has cited this document so far.</p>;
  return (
    <ol className="grid gap-5">
      {data.data.map((answer) => (
        <li key={answer.answer_id} className="grid gap-2">
          <p className="font-medium">
            {answer.conversation_id ? (
              <Link href={`/ask/${answer.conversation_id}`} className={linkStyles}>
                {answer.question}
              </Link>
            ) : (
              answer.question
            )}
          </p>
          <LocalTime value={answer.asked_at} className="text-muted text-xs" />
          {answer.citations.map((citation) =>
            citation.current ? (
              <button
                key={citation.marker}
                type="button"
                className="quoted rounded-sm border-mark-line border-l-2 bg-mark-soft px-3 py-2 text-left text-read transition-colors hover:bg-mark"
                onClick={() => onGo(citation.start, citation.end)}
              >
                <span className="line-clamp-4">{citation.quote}</span>
              </button>
            ) : (
              <div
                key={citation.marker}
                className="grid gap-1 rounded-sm border-line-strong border-l-2 bg-sunken px-3 py-2"
              >
                <blockquote className="quoted line-clamp-4 text-read">{citation.quote}</blockquote>
                <p className="text-caution text-xs">
                  From an earlier version.{" "}
                  <Link
                    className={linkStyles}
                    href={`/documents/${documentId}?version=${citation.version_id}&start=${citation.start}&end=${citation.end}`}
                  >
                    Open it there
                  </Link>
                </p>
              </div>
            ),
          )}
        </li>
      ))}
    </ol>
  );
}
