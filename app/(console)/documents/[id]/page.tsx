import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { roleSuffices } from "@/lib/auth/rights";
import { getDocument } from "@/lib/documents/get-document";
import { listTags } from "@/lib/documents/list-tags";
import { readText } from "@/lib/documents/read-text";
import { loadPage } from "@/lib/http/load-page";
import { listSources } from "@/lib/sources/list-sources";
import { LoadFailure } from "../_components/load-failure";
import { DocumentPage } from "./_components/document-page";
import { DocumentPending } from "./_components/document-pending";
import { readAddress } from "./_components/read-address";

interface PageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The title of the page and the page itself ask for the same document. */
const loadDocument = cache((id: string) =>
  loadPage({ page: "/documents/{id}", load: ({ access }) => getDocument({ access, id }) }),
);

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const loaded = await loadDocument((await params).id);
  return { title: loaded.kind === "loaded" ? loaded.data.title : "Document" };
}

/** Half of what is shown at once. */
const around = 12_000;

export default async function DocumentRoute({ params, searchParams }: PageProps) {
  const { id } = await params;
  const address = readAddress(await searchParams);
  const document = await loadDocument(id);
  if (document.kind === "missing") notFound();
  if (document.kind === "failed") return <LoadFailure problem={document.problem} />;
  const { version_id: current } = document.data;
  const versionId = address.version ?? current;
  if (versionId === null) return <DocumentPending document={document.data} />;
  const loaded = await loadPage({
    page: "/documents/{id}",
    load: async ({ access, principal }) => {
      const start = address.passage?.start ?? 0;
      const [first, sources, tags] = await Promise.all([
        readText({
          access,
          documentId: id,
          versionId,
          start: Math.max(0, start - around),
          end: start + around,
          around: 0,
        }),
        listSources({ access }),
        listTags({ access }),
      ]);
      return { first, sources, tags, editable: roleSuffices(principal.role, "editor") };
    },
  });
  if (loaded.kind === "missing") notFound();
  if (loaded.kind === "failed") return <LoadFailure problem={loaded.problem} />;
  const { first, sources, tags, editable } = loaded.data;
  const { passage } = address;
  return (
    <DocumentPage
      key={`${versionId} ${passage?.start} ${passage?.end}`}
      document={document.data}
      versionId={versionId}
      first={first}
      passage={passage && passage.end <= first.length ? passage : null}
      view={address.view}
      sources={sources}
      tags={tags.map(({ tag }) => tag)}
      editable={editable}
    />
  );
}
