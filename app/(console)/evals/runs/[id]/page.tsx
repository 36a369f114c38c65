import { ArrowRightLeftIcon, DownloadIcon } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { LocalTime } from "@/components/documents/local-time";
import { pageOf, readAddress, understood } from "@/components/evals/address";
import { kindLabel } from "@/components/evals/case-words";
import { DistributionCharts } from "@/components/evals/distribution-charts";
import { EvalsFrame, Part } from "@/components/evals/evals-frame";
import { FilterForm } from "@/components/evals/filter-form";
import { GateNotice } from "@/components/evals/gate-notice";
import { Pager } from "@/components/evals/pager";
import { ResultsTable } from "@/components/evals/results-table";
import { RunFacts } from "@/components/evals/run-facts";
import { RunProgress } from "@/components/evals/run-progress";
import { RunState } from "@/components/evals/run-state";
import { ScoreTable } from "@/components/evals/score-table";
import { SliceTable } from "@/components/evals/slice-table";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { gateOfRun } from "@/lib/evals/gate-of-run";
import { judgeOfRun, runBefore, runDistribution } from "@/lib/evals/overview";
import { getRun, listRunResults } from "@/lib/evals/runs";
import { resultListQuerySchema } from "@/lib/evals/schema";
import { ExportLinks } from "../../_components/export-links";
import { loadEvals } from "../../_components/load-evals";
import { metricList } from "../../_components/metric-list";

export const metadata: Metadata = { title: "Eval run" };

const pageSize = 50;

interface PageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** One run: scores, slices, distributions, and its cases, the worst first. */
export default async function RunPage({ params, searchParams }: PageProps) {
  const { id } = await params;
  const address = readAddress(await searchParams);
  // Worst first, unless the address says otherwise.
  const query = understood(resultListQuerySchema, { sort: "passed", ...address });
  const page = pageOf(address);
  const path = `/evals/runs/${encodeURIComponent(id)}`;
  const { data, failure } = await loadEvals("/evals/runs/{id}", async () => {
    const [run, distribution, results] = await Promise.all([
      getRun({ id }),
      runDistribution({ id }),
      listRunResults({ query: { ...query, run: id, limit: pageSize, offset: (page - 1) * pageSize } }),
    ]);
    const [gate, before, trust] = await Promise.all([gateOfRun(run), runBefore(run), judgeOfRun(run)]);
    return { run, distribution, results, gate, before, trust };
  });
  if (!data) return failure;
  const { run, distribution, results, gate, before, trust } = data;
  const slices = run.scores ?? {};
  const named = (what: string) =>
    Object.keys(slices).flatMap((slice) =>
      slice.startsWith(`${what}:`) ? [slice.slice(what.length + 1)] : [],
    );
  const going = run.state === "queued" || run.state === "running";
  return (
    <EvalsFrame
      current={null}
      above={
        <p className="text-muted text-sm">
          <Link
            href={`/evals?suite=${encodeURIComponent(run.suite)}`}
            className="underline underline-offset-3"
          >
            Runs of {run.suite}
          </Link>
        </p>
      }
      title={
        <span className="inline-flex flex-wrap items-center gap-2.5">
          {run.config_name}, <LocalTime value={run.created_at} style="full" />
          <RunState state={run.state} />
        </span>
      }
      line={run.note || undefined}
      actions={
        run.finished_at && (
          <>
            {before && (
              <Button asChild>
                <Link href={`/evals/compare?a=${encodeURIComponent(before)}&b=${encodeURIComponent(run.id)}`}>
                  <ArrowRightLeftIcon aria-hidden />
                  Compare with the run before
                </Link>
              </Button>
            )}
            <Button asChild>
              <a href={`/api/evals/runs/${encodeURIComponent(run.id)}/report`} download>
                <DownloadIcon aria-hidden />
                Report
              </a>
            </Button>
          </>
        )
      }
    >
      {going && (
        <RunProgress key={run.id} run={{ id: run.id, state: run.state, done: run.done, total: run.total }} />
      )}
      {run.error && (
        <Notice tone="danger" title="The run failed">
          <p>{run.error} What was asked until then is kept.</p>
        </Notice>
      )}
      {gate && <GateNotice gate={gate} metrics={metricList} />}
      <RunFacts run={run} costUsd={distribution.costUsd} tokens={distribution.tokens} />
      {slices.all && (
        <>
          <Part title="How answers came" about="Each bar counts cases by what the product did.">
            <DistributionCharts distribution={distribution} />
          </Part>
          <div className="grid gap-6">
            <Part
              title="Scores"
              about="The share of cases, and between which two values it lies with 95% certainty had other cases been asked."
            >
              <ScoreTable
                metrics={metricList}
                all={slices.all}
                heldBack={slices.held_back}
                notes={trust ? { judged: trust.words } : {}}
              />
            </Part>
            <Part
              title="Slices"
              about="Share passed by set, kind and tag, the worst first. Each leads to its cases."
            >
              <SliceTable slices={slices} path={path} address={address} />
            </Part>
          </div>
        </>
      )}
      <div id="cases" className="scroll-mt-4">
        <Part
          title="Cases"
          about={query.sort === "passed" && query.order === "asc" ? "Those that failed first." : undefined}
          actions={
            <ExportLinks path="/api/evals/exports/results" search={{ sort: "passed", ...address, run: id }} />
          }
        >
          <FilterForm
            label="Cases"
            path={path}
            address={address}
            keep={["sort", "order"]}
            search="Search questions"
            filters={[
              {
                name: "passed",
                label: "Passed",
                all: "Passed and failed",
                options: [
                  { value: "false", label: "Failed" },
                  { value: "true", label: "Passed" },
                ],
              },
              {
                name: "outcome",
                label: "Outcome",
                all: "All outcomes",
                options: ["right", "wrong", "refused", "error"].map((value) => ({ value, label: value })),
              },
              {
                name: "kind",
                label: "Kind",
                all: "All kinds",
                options: named("kind").map((value) => ({ value, label: kindLabel(value) })),
              },
              {
                name: "tag",
                label: "Tag",
                all: "All tags",
                options: named("tag").map((value) => ({ value, label: value })),
              },
              {
                name: "split",
                label: "Set",
                all: "Both sets",
                options: [
                  { value: "held_back", label: "Held back" },
                  { value: "tuning", label: "Tuning" },
                ],
              },
              {
                name: "must_pass",
                label: "Must pass",
                all: "Must pass or not",
                options: [
                  { value: "true", label: "Must pass" },
                  { value: "false", label: "Need not" },
                ],
              },
            ]}
          />
          <ResultsTable
            results={results.data}
            path={path}
            address={address}
            sort={query.sort}
            order={query.order}
          />
          <Pager
            path={path}
            address={address}
            page={page}
            pageSize={pageSize}
            total={results.total}
            noun={going ? "cases so far" : "cases"}
          />
        </Part>
      </div>
    </EvalsFrame>
  );
}
