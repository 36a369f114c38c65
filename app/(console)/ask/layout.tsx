import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { AskWorkspace } from "@/components/ask/ask-workspace";
import { loadConversations, loadSources } from "./_components/load";

export default async function AskLayout({ children }: { children: ReactNode }) {
  const folded = (await cookies()).get("conversations")?.value === "folded";
  return (
    <AskWorkspace
      conversations={loadConversations()}
      sources={loadSources()}
      renderedAt={Date.now()}
      folded={folded}
    >
      {children}
    </AskWorkspace>
  );
}
