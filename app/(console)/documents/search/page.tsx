import { SearchIcon, SearchXIcon } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { FoundPassage } from "@/components/documents/found-passage";
import { LoadProblem } from "@/components/frame/load-problem";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { SearchInput } from "@/components/ui/search-input";
import { Skeleton } from "@/components/ui/skeleton";
import { loadPage } from "@/lib/http/load-page";
import { search } from "@/lib/retrieval/search";

export const metadata: Metadata = { title: "Search the passages" };

interface SearchPageProps {
  searchParams: Promise<{ q?: string | string[] }>;
}

/** Passages by meaning and by words, without an answer made of them. */
export default async function SearchPage({ searchParams }: SearchPageProps) {
  const { q } = await searchParams;
  const query = typeof q === "string" ? q.trim().slice(0, 2000) : "";
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto grid max-w-[46rem] grid-cols-[minmax(0,1fr)] gap-6 px-5 pt-6 pb-16">
        <div>
          <h1 className="font-semibold text-xl">Search the passages</h1>
          <p className="text-muted">By meaning and by words. Nothing is answered, everything is shown.</p>
        </div>
        <search>
          <form action="/documents/search" className="flex gap-2">
            <SearchInput
              key={query}
              name="q"
              defaultValue={query}
              aria-label="Search the passages"
              placeholder="What should they say?"
              className="flex-1"
              maxLength={2000}
            />
            <Button type="submit" tone="primary">
              Search
            </Button>
          </form>
        </search>
        {query === "" ? (
          <EmptyState icon={<SearchIcon />} title="Nothing searched for yet">
            Write what a passage should say; a question works too.
          </EmptyState>
        ) : (
          <Suspense key={query} fallback={<ResultsSkeleton />}>
            <Results query={query} />
          </Suspense>
        )}
      </div>
    </div>
  );
}

async function Results({ query }: { query: string }) {
  const loaded = await loadPage({
    page: "/documents/search",
    load: ({ access }) => search({ access, request: { query, top_k: 20 } }),
  });
  if (loaded.kind === "failed") return <LoadProblem problem={loaded.problem} />;
  if (loaded.kind === "missing" || loaded.data.results.length === 0) {
    return (
      <EmptyState
        icon={<SearchXIcon />}
        title="No passage found"
        actions={
          <Button asChild>
            <Link href="/documents">See the documents</Link>
          </Button>
        }
      >
        Nothing comes near these words. Try others, or fewer.
      </EmptyState>
    );
  }
  return (
    <section aria-label="Passages" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex items-center justify-between gap-4">
        <p role="status" className="text-muted text-sm">
          {loaded.data.results.length} passages, best first
        </p>
        <Button size="sm" asChild>
          <Link href={`/ask?q=${encodeURIComponent(query)}`}>Ask this</Link>
        </Button>
      </div>
      <ol className="grid grid-cols-[minmax(0,1fr)] gap-3">
        {loaded.data.results.map((result) => (
          <li key={result.chunk_id}>
            <FoundPassage passage={result} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function ResultsSkeleton() {
  return (
    <div role="status" aria-label="Searching" className="grid gap-3">
      <Skeleton className="h-7 w-40" />
      {[1, 2, 3, 4].map((row) => (
        <Skeleton key={row} className="h-32 w-full rounded-md" />
      ))}
    </div>
  );
}
