import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { plural } from "@/components/ui/plural";
import { listGaps } from "@/lib/conversations/gaps";
import { gapListQuerySchema } from "@/lib/conversations/schema";
import { listTags } from "@/lib/documents/list-tags";
import { loadPage } from "@/lib/http/load-page";
import { listSources } from "@/lib/sources/list-sources";
import { DocumentsFrame } from "../_components/documents-frame";
import { LoadFailure } from "../_components/load-failure";
import { GapList } from "./_components/gap-list";

export const metadata: Metadata = { title: "Gaps" };

interface PageProps {
  searchParams: Promise<{ state?: string | string[] }>;
}

/** What people ask and nobody has written. */
export default async function GapsPage({ searchParams }: PageProps) {
  const { state: wanted } = await searchParams;
  const state = gapListQuerySchema.shape.state.safeParse(wanted ?? undefined).data ?? "open";
  const loaded = await loadPage({
    page: "/documents/gaps",
    auth: { scope: "any", role: "editor" },
    load: async ({ access }) => {
      const [gaps, sources, tags] = await Promise.all([
        listGaps({ access, query: gapListQuerySchema.parse({ state }) }),
        listSources({ access }),
        listTags({ access }),
      ]);
      return { gaps: gaps.data, sources, tags };
    },
  });
  // To a role that has no such list there is nothing at this address.
  if (loaded.kind === "failed" && loaded.problem.code === "forbidden") notFound();
  if (loaded.kind !== "loaded") {
    return (
      <DocumentsFrame current="gaps" line="">
        <LoadFailure problem={loaded.kind === "failed" ? loaded.problem : null} />
      </DocumentsFrame>
    );
  }
  const { gaps, sources, tags } = loaded.data;
  return (
    <DocumentsFrame
      current="gaps"
      withGaps
      line={
        state === "open"
          ? `${plural(gaps.length, "question")} that nobody has answered in writing`
          : "What was settled"
      }
    >
      <GapList gaps={gaps} state={state} sources={sources} tags={tags.map(({ tag }) => tag)} />
    </DocumentsFrame>
  );
}
