import { ArrowRightLeftIcon } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { readAddress } from "@/components/evals/address";
import { ComparisonView } from "@/components/evals/comparison-view";
import { EvalsFrame } from "@/components/evals/evals-frame";
import { RunPick } from "@/components/evals/run-pick";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { diffTexts } from "@/lib/documents/diff-versions";
import { compareKept } from "@/lib/evals/compare-kept";
import { judgeOfRun, listRunLines } from "@/lib/evals/overview";
import { getRun } from "@/lib/evals/runs";
import { runLineQuerySchema } from "@/lib/evals/schema";
import { loadEvals } from "../_components/load-evals";
import { metricList } from "../_components/metric-list";

export const metadata: Metadata = { title: "Comparison" };

const turnedShown = 25;

interface PageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Two runs on the same cases, in words. */
export default async function ComparePage({ searchParams }: PageProps) {
  const address = readAddress(await searchParams);
  const { a, b } = address;
  if (!a || !b) notFound();
  const side = address.side === "better" || address.side === "worse" ? address.side : null;
  const page = Math.max(1, Number.parseInt(address.page ?? "1", 10) || 1);
  const { data, failure } = await loadEvals("/evals/compare", async () => {
    const [comparison, one, other] = await Promise.all([
      compareKept({ a, b }),
      getRun({ id: a }),
      getRun({ id: b }),
    ]);
    const query = runLineQuerySchema.parse({ suite: comparison.suite, state: "completed", limit: 50 });
    const turned = comparison.turned.filter((item) => side === null || (side === "better") === item.b.passed);
    const trust = comparison.metrics.some(({ metric }) => metric === "judged")
      ? await judgeOfRun(other)
      : null;
    return {
      trust,
      comparison,
      one,
      other,
      runs: (await listRunLines({ query })).data,
      total: turned.length,
      turned: turned
        // What must pass first, then what got worse.
        .sort(
          (left, right) =>
            Number(right.must_pass) - Number(left.must_pass) ||
            Number(left.b.passed) - Number(right.b.passed),
        )
        .slice((page - 1) * turnedShown, page * turnedShown)
        .map((item) => ({ ...item, parts: diffTexts(item.a.answer, item.b.answer) })),
    };
  });
  if (!data) return failure;
  const { comparison, one, other, runs, turned, total, trust } = data;
  return (
    <EvalsFrame
      current={null}
      suite={comparison.suite}
      title={
        one.config_name === other.config_name
          ? `${one.config_name}, ${one.created_at.slice(0, 10)} and ${other.created_at.slice(0, 10)}`
          : `${one.config_name} and ${other.config_name}`
      }
      line={`What changed from the first run to the second, over the ${comparison.cases} cases that both have.`}
      actions={
        <Button asChild>
          <Link href={`/evals/compare?a=${encodeURIComponent(b)}&b=${encodeURIComponent(a)}`}>
            <ArrowRightLeftIcon aria-hidden />
            The other way round
          </Link>
        </Button>
      }
    >
      <RunPick runs={runs} a={one} b={other} />
      {trust && (
        <Notice tone={trust.trusted ? "neutral" : "caution"} title="Right, by the judge">
          {trust.words}
        </Notice>
      )}
      <ComparisonView
        comparison={comparison}
        metrics={metricList}
        turned={turned}
        turnedTotal={total}
        pageSize={turnedShown}
        page={page}
        address={address}
        side={side}
      />
    </EvalsFrame>
  );
}
