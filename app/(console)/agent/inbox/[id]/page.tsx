import type { Metadata } from "next";
import { readInboxQuery } from "@/components/agent/inbox-query";
import { InboxPage } from "../_components/inbox-page";

export const metadata: Metadata = { title: "Inbox" };

interface PageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function AgentInboxItemPage({ params, searchParams }: PageProps) {
  const [{ id }, search] = await Promise.all([params, searchParams]);
  return <InboxPage query={readInboxQuery(search)} id={id} />;
}
