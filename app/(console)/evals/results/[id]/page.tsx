import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { kindLabel } from "@/components/evals/case-words";
import { EvalsFrame, Part } from "@/components/evals/evals-frame";
import { ExpectedAndGot } from "@/components/evals/expected-and-got";
import { HistoryTable } from "@/components/evals/history-table";
import { PassageList } from "@/components/evals/passage-list";
import { ResultFacts } from "@/components/evals/result-facts";
import { Outcome } from "@/components/evals/results-table";
import { ReviewForm } from "@/components/evals/review-form";
import { ReviewList } from "@/components/evals/review-list";
import { Badge } from "@/components/ui/badge";
import { Notice } from "@/components/ui/notice";
import { AppError } from "@/lib/errors/app-error";
import { getCase } from "@/lib/evals/cases";
import { caseHistory, getResult, getRun } from "@/lib/evals/runs";
import { goldenCaseSchema } from "@/lib/evals/schema";
import { loadEvals } from "../../_components/load-evals";
import { metricList } from "../../_components/metric-list";

export const metadata: Metadata = { title: "Eval case" };

interface PageProps {
  params: Promise<{ id: string }>;
}

/** One case in one run: expected and got, passages, citations, history. */
export default async function ResultPage({ params }: PageProps) {
  const id = Number((await params).id);
  if (!Number.isSafeInteger(id) || id < 1) notFound();
  const { data, failure } = await loadEvals("/evals/results/{id}", async ({ principal }) => {
    const result = await getResult({ id });
    const [run, history, item] = await Promise.all([
      getRun({ id: result.run_id }),
      caseHistory({ caseId: result.case_id }),
      // The case itself may be gone; its results stay.
      getCase({ id: result.case_id }).catch((error: unknown) => {
        if (error instanceof AppError && error.code === "not_found") return null;
        throw error;
      }),
    ]);
    return { result, run, history, item, reviewer: principal.userId ?? "local" };
  });
  if (!data) return failure;
  const { result, run, history, item, reviewer } = data;
  const { got } = result;
  const expected = goldenCaseSchema.safeParse(withoutPlaces(result.expected)).data;
  const words = item?.reviews.filter((review) => review.result_id === id) ?? [];
  const own = words.find((review) => review.reviewer === reviewer) ?? null;
  return (
    <EvalsFrame
      current={null}
      above={
        <p className="flex flex-wrap gap-x-3 text-muted text-sm">
          <Link href={`/evals/runs/${encodeURIComponent(run.id)}`} className="underline underline-offset-3">
            Run: {run.config_name}, {run.created_at.slice(0, 10)}
          </Link>
          {item && (
            <Link
              href={`/evals/cases/${encodeURIComponent(item.id)}`}
              className="underline underline-offset-3"
            >
              Case {item.id}
            </Link>
          )}
        </p>
      }
      title={result.question}
      line={
        <span className="flex flex-wrap items-center gap-2">
          <Outcome result={result} />
          {kindLabel(result.kind)}, {result.split === "held_back" ? "held back" : "used for tuning"}
          {result.tags.map((tag) => (
            <Badge key={tag} tone="outline">
              {tag}
            </Badge>
          ))}
        </span>
      }
    >
      {!result.passed && result.reasons.length > 0 && (
        <Notice tone="danger" title="Why it failed">
          <ul className="list-disc pl-4">
            {result.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </Notice>
      )}
      {expected ? (
        <ExpectedAndGot expected={expected} got={got} />
      ) : (
        <Notice title="What was expected can’t be shown">
          <p>The case was stored in a form of an earlier version.</p>
        </Notice>
      )}
      <ResultFacts result={result} metrics={metricList} />
      <Part title="Passages" about="In the order in which they were found; a hit holds an expected quote.">
        <PassageList passages={got.passages} />
      </Part>
      <Part title="Was the answer right?" about="Your word is what a judge is held against.">
        <ReviewList reviews={words} />
        {item && <ReviewForm key={own?.verdict} caseId={item.id} resultId={id} own={own} />}
      </Part>
      <Part title="Over runs">
        <HistoryTable history={history} current={id} />
      </Part>
    </EvalsFrame>
  );
}

/** A case as it was asked, without where its quotes were found. */
function withoutPlaces(expected: unknown): unknown {
  if (expected === null || typeof expected !== "object") return expected;
  const { places, ...item } = expected as Record<string, unknown>;
  return item;
}
