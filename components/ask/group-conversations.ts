import type { Conversation } from "@/lib/conversations/schema";

export interface ConversationGroup {
  label: string;
  items: Conversation[];
}

const day = 86_400_000;

/** Pinned ones, then by how long before the beginning of `today` they were last used. Empty groups are left out. */
export function groupConversations(list: Conversation[], today: number): ConversationGroup[] {
  const groups: ConversationGroup[] = [
    { label: "Pinned", items: [] },
    { label: "Today", items: [] },
    { label: "The last seven days", items: [] },
    { label: "Earlier", items: [] },
  ];
  for (const conversation of list) {
    const at = Date.parse(conversation.updated_at);
    const index = conversation.pinned ? 0 : at >= today ? 1 : at >= today - 7 * day ? 2 : 3;
    groups[index]?.items.push(conversation);
  }
  return groups.filter((group) => group.items.length > 0);
}
