import type { Metadata } from "next";
import { cookies } from "next/headers";
import { readDocumentsQuery, toListQuery } from "@/components/documents/documents-query";
import { anonymousAccess } from "@/db/access";
import { listDocuments } from "@/lib/documents/list-documents";
import { listTags } from "@/lib/documents/list-tags";
import { listJobs } from "@/lib/jobs/list-jobs";
import { listSources } from "@/lib/sources/list-sources";
import { currentJobs } from "./_components/current-jobs";
import { DocumentsBrowser } from "./_components/documents-browser";
import { DocumentsHeading } from "./_components/documents-heading";

export const metadata: Metadata = { title: "Documents" };

const pageSize = 50;

interface PageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function DocumentsPage({ searchParams }: PageProps) {
  const query = readDocumentsQuery(await searchParams);
  const access = anonymousAccess;
  const [list, sources, tags, jobs] = await Promise.all([
    listDocuments({ access, ...toListQuery(query, pageSize) }),
    listSources({ access }),
    listTags({ access }),
    listJobs({ access, limit: 10 }),
  ]);
  const dismissed = (await cookies()).get("dismissed-jobs")?.value;
  const number = new Intl.NumberFormat("en");
  const all = sources.reduce((sum, source) => sum + source.document_count, 0);
  const line = `${number.format(all)} ${all === 1 ? "document" : "documents"} in ${number.format(sources.length)} ${
    sources.length === 1 ? "source" : "sources"
  }`;
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto flex max-w-7xl flex-wrap items-end gap-x-6 gap-y-5 px-4 pt-6 sm:px-6 lg:px-10">
        <DocumentsHeading current="documents" line={line} />
        <DocumentsBrowser
          query={query}
          list={list}
          pageSize={pageSize}
          sources={sources}
          tags={tags.map(({ tag }) => tag)}
          jobs={currentJobs(jobs, dismissed)}
        />
      </div>
    </div>
  );
}
