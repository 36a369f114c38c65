import { ArrowLeftIcon } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { LocalTime } from "@/components/documents/local-time";
import { VersionDiff } from "@/components/documents/version-diff";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { plural } from "@/components/ui/plural";
import { diffVersions } from "@/lib/documents/diff-versions";
import { getDocument } from "@/lib/documents/get-document";
import { loadPage } from "@/lib/http/load-page";
import { LoadFailure } from "../../_components/load-failure";
import { VersionChoice } from "./_components/version-choice";

export const metadata: Metadata = { title: "Versions" };

interface PageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ from?: string | string[]; to?: string | string[] }>;
}

/** What changed between two versions of a document, word by word. */
export default async function VersionsPage({ params, searchParams }: PageProps) {
  const { id } = await params;
  const { from, to } = await searchParams;
  const loaded = await loadPage({
    page: "/documents/{id}/versions",
    load: async ({ access }) => {
      const document = await getDocument({ access, id });
      if (document.versions.filter((version) => version.state !== "staged").length < 2)
        return { document, diff: null };
      const diff = await diffVersions({
        access,
        documentId: id,
        from: typeof from === "string" ? from : undefined,
        to: typeof to === "string" ? to : undefined,
      });
      return { document, diff };
    },
  });
  if (loaded.kind === "missing") notFound();
  if (loaded.kind === "failed") return <LoadFailure problem={loaded.problem} />;
  const { document, diff } = loaded.data;
  return (
    <div className="flex h-full flex-col">
      <header className="grid gap-3 border-b px-4 py-3 sm:px-6">
        <div className="flex items-start gap-2">
          <Button tone="quiet" size="sm" square asChild className="mt-0.5 -ml-1.5">
            <Link href={`/documents/${id}`} aria-label="Back to the document">
              <ArrowLeftIcon aria-hidden />
            </Link>
          </Button>
          <div className="min-w-0 flex-1">
            <h1 className="line-clamp-2 font-semibold text-lg md:line-clamp-1">
              What changed in {document.title}
            </h1>
            {diff && (
              <p className="figures text-muted text-sm">
                {diff.words_added + diff.words_removed === 0
                  ? "Not a word changed"
                  : `${plural(diff.words_added, "word")} added, ${plural(diff.words_removed, "word")} removed`}
                {diff.to.published_at && (
                  <>
                    {" · "}
                    <LocalTime value={diff.to.published_at} />
                  </>
                )}
              </p>
            )}
          </div>
        </div>
        {diff && (
          <VersionChoice
            documentId={id}
            versions={document.versions.filter((version) => version.state !== "staged")}
            from={diff.from.id}
            to={diff.to.id}
          />
        )}
      </header>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label="Differences"
        className="min-h-0 flex-1 overflow-y-auto -outline-offset-2 relative"
      >
        <div className="mx-auto max-w-[46rem] px-5 py-8 sm:px-10">
          {diff ? (
            <VersionDiff diff={diff} />
          ) : (
            <EmptyState title="There is one version">
              Uploading the same file again, changed, makes a second one. What changed can then be read here.
            </EmptyState>
          )}
        </div>
      </section>
    </div>
  );
}
