import { cache } from "react";
import { listSuggestions } from "@/lib/ask/list-suggestions";
import { getConversation } from "@/lib/conversations/get-conversation";
import { listConversations } from "@/lib/conversations/list-conversations";
import type { Conversation } from "@/lib/conversations/schema";
import { getDocument } from "@/lib/documents/get-document";
import { loadPage } from "@/lib/http/load-page";
import { pageAccess } from "@/lib/http/page-access";
import { listSources } from "@/lib/sources/list-sources";
import type { Source } from "@/lib/sources/schema";

/** The first conversations of the list. */
export async function loadConversations(): Promise<Conversation[]> {
  const page = await listConversations({ access: await pageAccess(), query: { limit: 200 } });
  return page.data;
}

/** What can be searched. */
export async function loadSources(): Promise<Source[]> {
  return await listSources({ access: await pageAccess() });
}

/** Questions to begin with. Without them the page is as useful, so a failure is none. */
export async function loadSuggestions(): Promise<string[]> {
  return await listSuggestions({ access: await pageAccess() }).catch(() => []);
}

/** A conversation, once for the page and its title. */
export const loadConversation = cache((id: string) =>
  loadPage({ page: "/ask/{id}", load: ({ access }) => getConversation({ access, id }) }),
);

/** The title of a document that is to be asked alone; null when there is none. */
export async function loadTitle(id: string): Promise<string | null> {
  const loaded = await loadPage({ page: "/ask", load: ({ access }) => getDocument({ access, id }) });
  return loaded.kind === "loaded" ? loaded.data.title : null;
}
