import { afterEach, expect, test, vi } from "vitest";
import type { Conversation } from "@/lib/conversations/schema";
import { ConversationStore } from "./conversation-store";

afterEach(() => vi.unstubAllGlobals());

const conversation = (title: string) =>
  ({ id: "cnv_1", title, pinned: false, updated_at: "" }) as Conversation;

test("a list that was asked for before a change doesn't take the change back", async () => {
  let answer = (_: Response) => {};
  vi.stubGlobal("fetch", () => new Promise<Response>((resolve) => (answer = resolve)));
  const store = new ConversationStore();
  const refreshed = store.refresh();
  store.set([conversation("Renamed")]);
  answer(Response.json({ data: [conversation("Old name")], next_cursor: null }));
  await refreshed;
  expect(store.snapshot()?.[0]?.title).toBe("Renamed");
});
