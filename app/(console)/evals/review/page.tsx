import { ListChecksIcon } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { type Address, hrefWith, pageOf, readAddress, understood } from "@/components/evals/address";
import { Agreement } from "@/components/evals/agreement";
import { CaseState } from "@/components/evals/case-state";
import { kindLabel, kindWords } from "@/components/evals/case-words";
import { EvalsFrame, Part } from "@/components/evals/evals-frame";
import { ExpectedBody } from "@/components/evals/expected-and-got";
import { FilterForm } from "@/components/evals/filter-form";
import { Pager } from "@/components/evals/pager";
import { PlaceList } from "@/components/evals/place-list";
import { ReviewForm } from "@/components/evals/review-form";
import { ReviewList } from "@/components/evals/review-list";
import { EmptyState } from "@/components/ui/empty-state";
import { casePlaces } from "@/lib/evals/case-places";
import { getCase, listCases, reviewAgreement } from "@/lib/evals/cases";
import { caseListQuerySchema } from "@/lib/evals/schema";
import { listRunnableSuites } from "@/lib/evals/start-from-page";
import { loadEvals } from "../_components/load-evals";

export const metadata: Metadata = { title: "Review" };

const path = "/evals/review";
const pageSize = 50;

interface PageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Cases that wait for a person's word, with document and passage beside them. */
export default async function ReviewPage({ searchParams }: PageProps) {
  const address = readAddress(await searchParams);
  const query = understood(caseListQuerySchema, { queued: "true", ...address });
  const page = pageOf(address);
  const { data, failure } = await loadEvals(path, async ({ principal }) => {
    const suites = await listRunnableSuites();
    const suite = query.suite ?? suites.find(({ id }) => id === "golden")?.id ?? suites[0]?.id ?? "golden";
    // `any` stands for every case: the queue is what is asked for unless it is said.
    const queued = address.queued === "any" ? undefined : query.queued;
    const [list, agreement] = await Promise.all([
      listCases({ query: { ...query, queued, suite, limit: pageSize, offset: (page - 1) * pageSize } }),
      reviewAgreement({ suite }),
    ]);
    const wanted = address.case ?? list.data[0]?.id;
    const item = wanted === undefined ? null : await getCase({ id: wanted });
    const places = item ? await casePlaces({ item }) : [];
    return { suites, suite, list, agreement, item, places, reviewer: principal.userId ?? "local" };
  });
  if (!data) return failure;
  const { suites, suite, list, agreement, item, places, reviewer } = data;
  const current = suites.find(({ id }) => id === suite);
  const words = item?.reviews.filter(({ result_id }) => result_id === null) ?? [];
  const own = words.find((review) => review.reviewer === reviewer && !review.stale) ?? null;
  const at = list.data.findIndex(({ id }) => id === item?.id);
  const after = list.data[at + 1];
  return (
    <EvalsFrame
      current="review"
      title="Review"
      suite={query.suite}
      waiting={current?.queued}
      line={
        current &&
        `${current.queued} cases wait for a person; ${current.human_verified} of ${current.cases} in runs are human-verified; ${current.drafts} drafts`
      }
    >
      <FilterForm
        label="Cases"
        path={path}
        address={address}
        keep={[]}
        search="Search questions"
        filters={[
          {
            name: "suite",
            label: "Suite",
            all: current?.title ?? "Suite",
            options: suites.map(({ id, title }) => ({ value: id, label: title })),
          },
          {
            name: "queued",
            label: "Which",
            all: "Waiting for a person",
            options: [{ value: "any", label: "Every case" }],
          },
          {
            name: "state",
            label: "State",
            all: "All states",
            options: [
              { value: "active", label: "In runs" },
              { value: "draft", label: "Drafts" },
              { value: "retired", label: "Retired" },
            ],
          },
          {
            name: "kind",
            label: "Kind",
            all: "All kinds",
            options: Object.entries(kindWords).map(([value, label]) => ({ value, label })),
          },
        ]}
      />
      <Agreement agreement={agreement} />
      {list.total === 0 ? (
        <EmptyState icon={<ListChecksIcon />} title="Nothing waits here">
          <p>Cases come here from the suite’s files, and from what people said of answers.</p>
        </EmptyState>
      ) : (
        <div className="grid gap-8 lg:grid-cols-[minmax(16rem,22rem)_1fr]">
          <nav aria-label="Cases" className="grid content-start gap-3">
            <ul className="scroll-quiet grid max-h-64 gap-1 overflow-y-auto lg:max-h-[70dvh]">
              {list.data.map((one) => (
                <li key={one.id}>
                  <Link
                    href={hrefWith(path, address, { case: one.id, page: address.page })}
                    prefetch={false}
                    scroll={false}
                    aria-current={one.id === item?.id ? "true" : undefined}
                    className="grid gap-0.5 rounded-md px-3 py-2 -outline-offset-2 hover:bg-hover aria-[current=true]:bg-accent-soft"
                  >
                    <span className="line-clamp-2 [overflow-wrap:anywhere]">{one.content.question}</span>
                    <span className="text-muted text-sm">
                      {kindLabel(one.content.kind)}
                      {one.state === "draft" && ", draft"}
                      {one.reviews.length > 0 && `, ${one.reviews.length} said`}
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
            <Pager
              path={path}
              address={withoutCase(address)}
              page={page}
              pageSize={pageSize}
              total={list.total}
              noun="cases"
            />
          </nav>
          {item && (
            <article aria-label={item.content.question} className="grid content-start gap-5">
              <header className="grid gap-2">
                <h2 className="text-pretty font-semibold text-lg [overflow-wrap:anywhere]">
                  {item.content.question}
                </h2>
                <p className="flex flex-wrap items-center gap-2 text-muted text-sm">
                  <CaseState item={item} />
                  {kindLabel(item.content.kind)}
                  <Link
                    href={`/evals/cases/${encodeURIComponent(item.id)}`}
                    className="underline underline-offset-3"
                  >
                    {item.origin === "file" ? "Open the case" : "Open or change the case"}
                  </Link>
                </p>
                {item.content.history && (
                  <ol className="grid gap-1 border-l-2 pl-3 text-muted" aria-label="Said before">
                    {item.content.history.map((turn) => (
                      <li key={`${turn.role} ${turn.content}`}>
                        {turn.role === "user" ? "Asked: " : "Answered: "}
                        {turn.content}
                      </li>
                    ))}
                  </ol>
                )}
              </header>
              <div className="grid gap-5 xl:grid-cols-2">
                <section aria-label="Expected" className="grid content-start gap-3">
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
                about="Would a careful reader of these documents expect just this?"
              >
                <ReviewList reviews={words} />
                <ReviewForm
                  key={`${item.id} ${own?.verdict}`}
                  caseId={item.id}
                  own={own}
                  next={after && hrefWith(path, address, { case: after.id, page: address.page })}
                />
              </Part>
            </article>
          )}
        </div>
      )}
    </EvalsFrame>
  );
}

function withoutCase({ case: _, ...address }: Address): Address {
  return address;
}
