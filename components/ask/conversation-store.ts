// The list of conversations beside a thread: what the server said last, with what was just done on top.
import { requestJson } from "@/components/api/request";
import type { Conversation } from "@/lib/conversations/schema";

interface ConversationPage {
  data: Conversation[];
  next_cursor: string | null;
}

export class ConversationStore {
  private list: Conversation[] | null = null;
  private changes = 0;
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Null until something else than the first page of the server is known. */
  readonly snapshot = (): Conversation[] | null => this.list;

  /** Asks the server anew; a failure leaves the list as it is, and so does an answer that a change has overtaken. */
  async refresh(): Promise<void> {
    const before = this.changes;
    const page = await requestJson<ConversationPage>("/api/conversations?limit=200").catch(() => null);
    if (page && before === this.changes) this.show(page.data);
  }

  /** Replaces the list at once; whoever changes it refreshes once the server has done the same. */
  set(list: Conversation[]): void {
    this.changes += 1;
    this.show(list);
  }

  private show(list: Conversation[]): void {
    this.list = sortConversations(list);
    for (const listener of this.listeners) listener();
  }
}

/** Pinned first, then newest first. */
export function sortConversations(list: Conversation[]): Conversation[] {
  return [...list].sort(
    (a, b) => Number(b.pinned) - Number(a.pinned) || b.updated_at.localeCompare(a.updated_at),
  );
}
