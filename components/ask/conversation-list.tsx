import { PanelLeftCloseIcon, PlusIcon } from "lucide-react";
import Link from "next/link";
import { Suspense, use, useEffect, useState, useSyncExternalStore } from "react";
import { requestJson } from "@/components/api/request";
import { Button } from "@/components/ui/button";
import { SearchInput } from "@/components/ui/search-input";
import { Skeleton } from "@/components/ui/skeleton";
import type { Conversation } from "@/lib/conversations/schema";
import { useAsk } from "./ask-context";
import { ConversationItem } from "./conversation-item";
import { groupConversations } from "./group-conversations";
import { useToday } from "./use-today";

interface ConversationListProps {
  conversations: Promise<Conversation[]>;
  /** When the server wrote the page, in milliseconds. */
  renderedAt: number;
  onFold?: () => void;
  onChosen?: () => void;
}

/** Conversations that were kept: searched, pinned, renamed, deleted. */
export function ConversationList({ conversations, renderedAt, onFold, onChosen }: ConversationListProps) {
  const { threads } = useAsk();
  const [query, setQuery] = useState("");
  return (
    <>
      <div className="flex h-13 shrink-0 items-center justify-between gap-2 pr-2 pl-4">
        <h2 className="font-semibold">Conversations</h2>
        {onFold && (
          <Button
            tone="quiet"
            size="sm"
            square
            aria-label="Hide conversations"
            title="Hide conversations"
            onClick={onFold}
          >
            <PanelLeftCloseIcon aria-hidden />
          </Button>
        )}
      </div>
      <div className="grid shrink-0 gap-2 px-3 pb-2">
        <Button asChild className="justify-start bg-surface">
          <Link
            href="/ask"
            onClick={() => {
              threads.startNew();
              onChosen?.();
            }}
          >
            <PlusIcon aria-hidden />
            New question
          </Link>
        </Button>
        <SearchInput
          aria-label="Search conversations"
          placeholder="Search"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      </div>
      <nav aria-label="Conversations" className="scroll-quiet min-h-0 flex-1 overflow-y-auto px-2 pb-4">
        <Suspense fallback={<ListSkeleton />}>
          <List
            conversations={conversations}
            renderedAt={renderedAt}
            query={query.trim()}
            {...(onChosen ? { onChosen } : {})}
          />
        </Suspense>
      </nav>
    </>
  );
}

function List(props: {
  conversations: Promise<Conversation[]>;
  renderedAt: number;
  query: string;
  onChosen?: () => void;
}) {
  const { conversations: store } = useAsk();
  const first = use(props.conversations);
  const known = useSyncExternalStore(store.subscribe, store.snapshot, () => null) ?? first;
  const found = useFound(props.query);
  const today = useToday(props.renderedAt);
  const list = props.query ? (found ?? filterByTitle(known, props.query)) : known;

  if (list.length === 0) {
    return (
      <p className="px-2 py-6 text-center text-muted text-sm">
        {props.query ? "No conversation says that." : "What you ask is kept here."}
      </p>
    );
  }
  return groupConversations(list, today).map((group) => (
    <div key={group.label} className="pt-3">
      <h3 className="px-2 pb-1 text-muted text-xs">{group.label}</h3>
      <ul>
        {group.items.map((conversation) => (
          <ConversationItem
            key={conversation.id}
            conversation={conversation}
            list={known}
            {...(props.onChosen ? { onChosen: props.onChosen } : {})}
          />
        ))}
      </ul>
    </div>
  ));
}

function filterByTitle(list: Conversation[], query: string): Conversation[] {
  return list.filter((conversation) => conversation.title.toLowerCase().includes(query.toLowerCase()));
}

/** Conversations in which the words were said, by the server; null until it has answered. */
function useFound(query: string): Conversation[] | null {
  const [found, setFound] = useState<{ query: string; list: Conversation[] } | null>(null);
  useEffect(() => {
    if (query === "") return;
    const controller = new AbortController();
    const timer = setTimeout(async () => {
      const path = `/api/conversations?${new URLSearchParams({ q: query, limit: "100" })}`;
      const page = await requestJson<{ data: Conversation[] }>(path, { signal: controller.signal }).catch(
        () => null,
      );
      if (page) setFound({ query, list: page.data });
    }, 150);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [query]);
  return found?.query === query ? found.list : null;
}

function ListSkeleton() {
  return (
    <div className="grid gap-1 px-2 pt-4" role="status" aria-label="Loading conversations">
      {["w-40", "w-48", "w-32", "w-44", "w-36"].map((width) => (
        <div key={width} className="flex h-9 items-center">
          <Skeleton className={`h-3.5 ${width}`} />
        </div>
      ))}
    </div>
  );
}
