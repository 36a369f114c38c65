import type { Access } from "@/db/access";
import type { ReadableState } from "@/db/queries/readable-state";
import type { AskEvent, AskRequest } from "./schema";
import type { Turn } from "./turn";

export interface AskInput {
  access: Access;
  /** What `access` may read at this moment, where the caller knows it: then the cache asks nothing more. */
  readableNow?: (() => ReadableState | undefined) | undefined;
  request: AskRequest;
  requestId: string;
  traceId: string;
  /** Ends the work at once. A reader of the events that leaves does that by itself, after a while. */
  signal?: AbortSignal | undefined;
  /** Whose daily quotas the answer counts for; nobody's unless said otherwise. */
  payers?: string[];
  /** Whether the answer is stored, with its gap and in its conversation. True unless said otherwise. */
  keep?: boolean;
  /** Whether it may be answered from the caches and by a twin of the same question. True unless said otherwise. */
  cache?: boolean;
  /** The day on which documents are in force, `YYYY-MM-DD`; today unless said otherwise. */
  today?: string;
}

/** A conversation that a question is asked in, with its last turns, oldest first. */
export interface OpenConversation {
  id: string;
  turns: Turn[];
}

export interface ProduceInput extends AskInput {
  signal: AbortSignal;
  answerId: string;
  conversation: OpenConversation | undefined;
  emit: (event: AskEvent) => void;
}
