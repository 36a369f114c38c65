"use client";

import Link from "next/link";
import { useRequest } from "@/components/api/use-request";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { Answer } from "@/lib/ask/schema";
import type { Gap } from "@/lib/conversations/schema";

interface LastAnswerDialogProps {
  gap: Gap;
  answerId: string;
  onClose: () => void;
}

/** What was answered the last time, and the passages that came nearest. */
export function LastAnswerDialog({ gap, answerId, onClose }: LastAnswerDialogProps) {
  const { data, problem, retry } = useRequest<Answer>(`/api/answers/${encodeURIComponent(answerId)}`);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="The last answer"
      description={gap.question}
      className="max-w-2xl"
      footer={
        <>
          {data?.conversation_id && (
            <Button asChild>
              <Link href={`/ask/${data.conversation_id}`}>Open the conversation</Link>
            </Button>
          )}
          <Button asChild>
            <Link href={`/ask?q=${encodeURIComponent(gap.question)}`}>Ask it again</Link>
          </Button>
        </>
      }
    >
      {problem ? (
        <Notice
          tone={problem.status === 404 ? "neutral" : "danger"}
          title={problem.status === 404 ? "That answer is gone" : "The answer could not be loaded"}
          actions={
            problem.status !== 404 && (
              <Button size="sm" onClick={retry}>
                Try again
              </Button>
            )
          }
        >
          {problem.status === 404 ? "Its conversation was deleted." : problem.detail}
        </Notice>
      ) : data ? (
        <LastAnswer answer={data} />
      ) : (
        <div role="status" aria-label="Loading the answer" className="grid gap-3">
          <Skeleton className="h-4 w-full" />
          <Skeleton className="h-4 w-3/5" />
          <Skeleton className="h-24 w-full" />
        </div>
      )}
    </Dialog>
  );
}

const nearestShown = 3;

function LastAnswer({ answer }: { answer: Answer }) {
  return (
    <div className="grid gap-5">
      <p className="whitespace-pre-line text-pretty text-read">
        {answer.answer || "It was not in the documents."}
      </p>
      {answer.nearest.length > 0 && (
        <section className="grid gap-3">
          <h3 className="font-medium text-sm">Nearest passages</h3>
          {answer.nearest.slice(0, nearestShown).map((passage) => (
            <Link
              key={passage.chunk_id}
              href={`/documents/${passage.document_id}?start=${passage.start}&end=${passage.end}`}
              className="grid gap-1 rounded-md border bg-paper px-4 py-3 transition-colors hover:border-line-strong"
            >
              <span className="font-medium text-sm">{passage.title}</span>
              <span className="quoted line-clamp-3 text-read">{passage.text}</span>
            </Link>
          ))}
        </section>
      )}
    </div>
  );
}
