import { MessageSquareWarningIcon } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { hrefWith, readAddress } from "@/components/evals/address";
import { DraftFromId } from "@/components/evals/draft-from-id";
import { EvalsFrame, Part } from "@/components/evals/evals-frame";
import { OriginList } from "@/components/evals/origin-list";
import { EmptyState } from "@/components/ui/empty-state";
import { plural } from "@/components/ui/plural";
import { draftOrigins } from "@/lib/evals/draft-case";
import { listRunnableSuites } from "@/lib/evals/start-from-page";
import { loadEvals } from "../_components/load-evals";

export const metadata: Metadata = { title: "Feedback" };

const path = "/evals/feedback";
const kinds = [
  { value: undefined, label: "Everything" },
  { value: "thumbs-down", label: "Bad answers" },
  { value: "gap", label: "Reported gaps" },
  { value: "answer", label: "Your questions" },
];

interface PageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** What people said of answers, to be made cases of. */
export default async function FeedbackPage({ searchParams }: PageProps) {
  const address = readAddress(await searchParams);
  const { data, failure } = await loadEvals(path, async ({ access }) => {
    const suites = await listRunnableSuites();
    const suite = address.suite ?? suites.find(({ id }) => id === "golden")?.id ?? suites[0]?.id ?? "golden";
    const origins = await draftOrigins({ access, suite, limit: 100 });
    return { suites, suite, origins: origins.data };
  });
  if (!data) return failure;
  const { suites, suite, origins } = data;
  const current = suites.find(({ id }) => id === suite);
  const shown = origins.filter(({ kind }) => address.kind === undefined || kind === address.kind);
  const waiting = origins.filter(({ kind, case_id }) => kind !== "answer" && case_id === null).length;
  return (
    <EvalsFrame
      current="feedback"
      title="Feedback"
      suite={address.suite}
      waiting={current?.queued}
      line={`${plural(waiting, "complaint")} without a case`}
    >
      <p className="max-w-3xl text-pretty text-muted">
        A bad answer, a reported gap or a question becomes a draft case of “{current?.title ?? suite}” with
        its passages and without personal data; a document that the suite lacks is copied into it. Once a
        person confirmed it, it is in every run and in the gate.
      </p>
      <nav aria-label="Which feedback">
        <ul className="flex flex-wrap gap-1">
          {kinds.map(({ value, label }) => (
            <li key={label}>
              <Link
                href={hrefWith(path, address, { kind: value })}
                scroll={false}
                aria-current={address.kind === value ? "true" : undefined}
                className="flex h-8 items-center rounded-md px-2.5 text-muted text-sm hover:bg-hover hover:text-ink aria-[current=true]:bg-accent-soft aria-[current=true]:text-accent"
              >
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {shown.length === 0 ? (
        <EmptyState icon={<MessageSquareWarningIcon />} title="Nothing was said yet">
          <p>Thumbs down under an answer, and gaps that people report, come here.</p>
        </EmptyState>
      ) : (
        <OriginList origins={shown} suite={suite} />
      )}
      <Part
        title="From the log"
        about="The id of an answer, or the request id of its log line. You have to be able to read every document that it rests on."
      >
        <DraftFromId suite={suite} />
      </Part>
    </EvalsFrame>
  );
}
