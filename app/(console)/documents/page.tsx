import type { Metadata } from "next";
import { cookies } from "next/headers";
import { type DocumentsQuery, readDocumentsQuery, toListQuery } from "@/components/documents/documents-query";
import { plural } from "@/components/ui/plural";
import { roleSuffices } from "@/lib/auth/rights";
import { listDocuments } from "@/lib/documents/list-documents";
import { listTags } from "@/lib/documents/list-tags";
import type { DocumentList } from "@/lib/documents/schema";
import { AppError } from "@/lib/errors/app-error";
import { loadPage } from "@/lib/http/load-page";
import { listJobs } from "@/lib/jobs/list-jobs";
import { listSources } from "@/lib/sources/list-sources";
import { currentJobs } from "./_components/current-jobs";
import { DocumentsBrowser } from "./_components/documents-browser";
import { DocumentsFrame } from "./_components/documents-frame";
import { LoadFailure } from "./_components/load-failure";

export const metadata: Metadata = { title: "Documents" };

const pageSize = 50;

interface PageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function DocumentsPage({ searchParams }: PageProps) {
  const query = readDocumentsQuery(await searchParams);
  const dismissed = (await cookies()).get("dismissed-jobs")?.value;
  const loaded = await loadPage({
    page: "/documents",
    load: async ({ access, principal }) => {
      const [list, sources, tags, jobs] = await Promise.all([
        listOrNothing(query, (listQuery) => listDocuments({ access, query: listQuery })),
        listSources({ access }),
        listTags({ access }),
        listJobs({ access, limit: 10 }),
      ]);
      const editable = roleSuffices(principal.role, "editor");
      return { list, sources, tags, jobs: currentJobs(jobs, dismissed), editable };
    },
  });
  if (loaded.kind !== "loaded") {
    return (
      <DocumentsFrame current="documents" line="">
        <LoadFailure problem={loaded.kind === "failed" ? loaded.problem : null} />
      </DocumentsFrame>
    );
  }
  const { list, sources, tags, jobs, editable } = loaded.data;
  const all = sources.reduce((sum, source) => sum + source.document_count, 0);
  const filled = sources.filter((source) => source.document_count > 0);
  return (
    <DocumentsFrame
      current="documents"
      withGaps={editable}
      line={`${plural(all, "document")} in ${plural(filled.length, "source")}`}
    >
      <DocumentsBrowser
        query={query}
        list={list}
        pageSize={pageSize}
        sources={sources}
        tags={tags.map(({ tag }) => tag)}
        jobs={jobs}
        editable={editable}
      />
    </DocumentsFrame>
  );
}

/** An address may name a source that is gone or a page of a list that was ordered otherwise: that list is empty. */
async function listOrNothing(
  query: DocumentsQuery,
  list: (query: ReturnType<typeof toListQuery>) => Promise<DocumentList>,
): Promise<DocumentList> {
  try {
    return await list(toListQuery(query, pageSize));
  } catch (error) {
    if (error instanceof AppError && (error.code === "source_unknown" || error.code === "invalid_request"))
      return { data: [], next_cursor: null, total: 0 };
    throw error;
  }
}
