import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ThreadView } from "@/components/ask/thread-view";
import { LoadProblem } from "@/components/frame/load-problem";
import { loadConversation, loadSuggestions } from "../_components/load";

interface ConversationPageProps {
  params: Promise<{ conversationId: string }>;
}

export async function generateMetadata({ params }: ConversationPageProps): Promise<Metadata> {
  const loaded = await loadConversation((await params).conversationId);
  return { title: loaded.kind === "loaded" ? loaded.data.title : "Ask" };
}

export default async function ConversationPage({ params }: ConversationPageProps) {
  const loaded = await loadConversation((await params).conversationId);
  if (loaded.kind === "missing") notFound();
  if (loaded.kind === "failed") return <LoadProblem problem={loaded.problem} />;
  return <ThreadView detail={loaded.data} suggestions={loadSuggestions()} />;
}
