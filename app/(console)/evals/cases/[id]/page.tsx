import type { Metadata } from "next";
import Link from "next/link";
import { CaseForm } from "@/components/evals/case-form";
import { CaseState } from "@/components/evals/case-state";
import { kindLabel } from "@/components/evals/case-words";
import { EvalsFrame, Part } from "@/components/evals/evals-frame";
import { ExpectedBody } from "@/components/evals/expected-and-got";
import { HistoryTable } from "@/components/evals/history-table";
import { PlaceList } from "@/components/evals/place-list";
import { ReviewForm } from "@/components/evals/review-form";
import { ReviewList } from "@/components/evals/review-list";
import { casePlaces } from "@/lib/evals/case-places";
import { getCase } from "@/lib/evals/cases";
import { caseHistory } from "@/lib/evals/runs";
import { loadEvals } from "../../_components/load-evals";

export const metadata: Metadata = { title: "Case" };

interface PageProps {
  params: Promise<{ id: string }>;
}

/** A case itself: what is asked and expected, what reviewers said, how it went over runs. */
export default async function CasePage({ params }: PageProps) {
  const id = decodeURIComponent((await params).id);
  const { data, failure } = await loadEvals("/evals/cases/{id}", async ({ principal }) => {
    const item = await getCase({ id });
    const [history, places] = await Promise.all([caseHistory({ caseId: id }), casePlaces({ item })]);
    return { item, history, places, reviewer: principal.userId ?? "local" };
  });
  if (!data) return failure;
  const { item, history, places, reviewer } = data;
  const words = item.reviews.filter(({ result_id }) => result_id === null);
  const own = words.find((review) => review.reviewer === reviewer && !review.stale) ?? null;
  return (
    <EvalsFrame
      current={null}
      suite={item.suite}
      above={
        <p className="text-muted text-sm">
          <Link
            href={`/evals/review?suite=${encodeURIComponent(item.suite)}`}
            className="underline underline-offset-3"
          >
            Cases of {item.suite}
          </Link>
        </p>
      }
      title={item.content.question}
      line={
        <span className="flex flex-wrap items-center gap-2">
          <CaseState item={item} />
          {kindLabel(item.content.kind)},{" "}
          {item.content.split === "held_back" ? "held back" : "used for tuning"}; {item.content.provenance}
        </span>
      }
    >
      <div className="grid gap-6 lg:grid-cols-2">
        <section
          aria-label="Expected"
          className="grid content-start gap-3 rounded-lg border bg-surface p-4 shadow-card"
        >
          <h2 className="font-semibold">Expected</h2>
          <ExpectedBody item={item.content} />
        </section>
        <section aria-label="In the documents" className="grid content-start gap-3">
          <h2 className="font-semibold">In the documents</h2>
          <PlaceList places={places} />
        </section>
      </div>
      <Part
        title="Is the case right?"
        about="It counts as human-verified once a person says that it is right as it stands and nobody says otherwise."
      >
        <ReviewList reviews={words} />
        <ReviewForm key={own?.verdict} caseId={item.id} own={own} />
      </Part>
      <Part title="Change the case" about="What was confirmed of it is asked again.">
        <CaseForm
          item={{
            id: item.id,
            state: item.state,
            question: item.content.question,
            expect: item.content.expect,
            must_pass: item.content.must_pass,
            key_points: item.content.key_points.map((point) =>
              typeof point === "string" ? point : point.join(" | "),
            ),
            expected: item.content.expected,
          }}
          editable={item.origin !== "file" && item.origin !== "import"}
        />
      </Part>
      <Part title="Over runs">
        <HistoryTable history={history} />
      </Part>
    </EvalsFrame>
  );
}
