import type { Metadata } from "next";
import { ThreadView } from "@/components/ask/thread-view";
import { loadSuggestions, loadTitle } from "./_components/load";

export const metadata: Metadata = { title: "Ask" };

interface AskPageProps {
  searchParams: Promise<{ q?: string | string[]; document?: string | string[] }>;
}

/** A new question; `?q=` writes it, `?document=` asks one document alone. */
export default async function AskPage({ searchParams }: AskPageProps) {
  const { q, document } = await searchParams;
  const title = typeof document === "string" ? await loadTitle(document) : null;
  return (
    <ThreadView
      detail={null}
      suggestions={loadSuggestions()}
      question={typeof q === "string" ? q.slice(0, 2000) : undefined}
      document={typeof document === "string" && title !== null ? { id: document, title } : undefined}
    />
  );
}
