import type { Metadata } from "next";
import { readInboxQuery } from "@/components/agent/inbox-query";
import { InboxPage } from "./_components/inbox-page";

export const metadata: Metadata = { title: "Inbox" };

interface PageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function AgentInboxPage({ searchParams }: PageProps) {
  return <InboxPage query={readInboxQuery(await searchParams)} />;
}
