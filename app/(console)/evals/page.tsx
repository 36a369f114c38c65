import { ChartNoAxesCombinedIcon } from "lucide-react";
import type { Metadata } from "next";
import { pageOf, readAddress, understood } from "@/components/evals/address";
import { EvalsFrame, Part } from "@/components/evals/evals-frame";
import { FilterForm } from "@/components/evals/filter-form";
import { Pager } from "@/components/evals/pager";
import { runStateOptions } from "@/components/evals/run-state";
import { RunsTable } from "@/components/evals/runs-table";
import { StartRun } from "@/components/evals/start-run";
import { TrendGrid } from "@/components/evals/trend-grid";
import { EmptyState } from "@/components/ui/empty-state";
import { plural } from "@/components/ui/plural";
import { listConfigs } from "@/lib/evals/load-config";
import { listRunLines, runConfigNames, runTrend } from "@/lib/evals/overview";
import { runLineQuerySchema } from "@/lib/evals/schema";
import { listRunnableSuites } from "@/lib/evals/start-from-page";
import { ExportLinks } from "./_components/export-links";
import { loadEvals } from "./_components/load-evals";
import { lineMetrics, metricList, trendMetrics } from "./_components/metric-list";

export const metadata: Metadata = { title: "Evals" };

const pageSize = 25;
const path = "/evals";

interface PageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Runs over time. */
export default async function EvalsPage({ searchParams }: PageProps) {
  const address = readAddress(await searchParams);
  const query = understood(runLineQuerySchema, address);
  const page = pageOf(address);
  const { data, failure } = await loadEvals(path, async () => {
    const [suites, configs] = await Promise.all([listRunnableSuites(), listConfigs()]);
    const suite = query.suite ?? suites.find(({ id }) => id === "golden")?.id ?? suites[0]?.id ?? "golden";
    const [trend, list, names] = await Promise.all([
      runTrend({ suite, config: query.config }),
      listRunLines({ query: { ...query, suite, limit: pageSize, offset: (page - 1) * pageSize } }),
      runConfigNames({ suite }),
    ]);
    return { suites, configs, suite, trend, list, names };
  });
  if (!data) return failure;
  const { suites, configs, suite, trend, list, names } = data;
  const current = suites.find(({ id }) => id === suite);
  const shown = metricList.filter(({ name }) => trendMetrics.includes(name));
  const columns = metricList.filter(
    ({ name }) => lineMetrics.includes(name) && list.data.some(({ scores }) => scores?.[name]),
  );
  const narrowed = Boolean(query.config ?? query.state ?? query.q);
  return (
    <EvalsFrame
      current="runs"
      title="Runs"
      suite={query.suite}
      waiting={current?.queued}
      line={
        current &&
        `${current.title}: ${plural(current.cases, "case")}, ${
          current.kind === "agent"
            ? "played by npm run eval -- --suite agent, since they write"
            : `${current.human_verified} of them human-verified, ${current.queued} waiting for a person`
        }`
      }
      actions={
        // Scenarios write, so they are played in a database of their own and not by a worker of this one.
        current?.kind !== "agent" && (
          <StartRun
            suites={suites.filter(({ kind }) => kind !== "agent").map(({ id, title }) => ({ id, title }))}
            suite={suite}
            configs={configs}
          />
        )
      }
    >
      <FilterForm
        label="Runs"
        path={path}
        address={address}
        keep={["sort", "order"]}
        search="Search notes, commits, models"
        filters={[
          {
            name: "suite",
            label: "Suite",
            all: current?.title ?? "Suite",
            options: suites.map(({ id, title }) => ({ value: id, label: title })),
          },
          {
            name: "config",
            label: "Configuration",
            all: "All configurations",
            options: names.map((name) => ({ value: name, label: name })),
          },
          { name: "state", label: "State", all: "All states", options: runStateOptions },
        ]}
      />
      {list.total === 0 && !narrowed ? (
        <EmptyState icon={<ChartNoAxesCombinedIcon />} title="No run yet">
          <p>
            A run asks the product every question of a suite and scores the answers. Start one here, or with{" "}
            <code className="font-mono text-sm">npm run eval</code>.
          </p>
        </EmptyState>
      ) : (
        <>
          {trend.length > 0 && (
            <Part
              title="Over time"
              about={
                trend.length === 1
                  ? "One completed run so far."
                  : `The last ${trend.length} completed runs, the newest on the right.`
              }
            >
              <TrendGrid runs={trend} metrics={shown} />
            </Part>
          )}
          <Part
            title="All runs"
            actions={<ExportLinks path="/api/evals/exports/runs" search={{ ...address, suite }} />}
          >
            <RunsTable
              runs={list.data}
              metrics={columns}
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
              total={list.total}
              noun={narrowed ? "runs that fit" : "runs"}
            />
          </Part>
        </>
      )}
    </EvalsFrame>
  );
}
