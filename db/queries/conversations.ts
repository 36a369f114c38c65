import { sql } from "drizzle-orm";
import type { Access } from "../access";
import type { Queryable } from "../client";
import { isoTime } from "../iso-time";
import { likeText } from "../like-text";
import { type CitationChange, citationChanges, ownAnswer } from "./answers";
import { hasLost } from "./lost-documents";
import { lostOf, nothingLost, shownResult } from "./shown-answer";

export interface ConversationRow extends Record<string, unknown> {
  id: string;
  title: string;
  pinned: boolean;
  created_at: string;
  updated_at: string;
}

const columns = sql`v.id, v.title, v.pinned, ${isoTime(sql`v.created_at`)} as created_at,
  ${isoTime(sql`v.updated_at`)} as updated_at`;
const own = (access: Access) => sql`v.owner is not distinct from ${access.userId}`;

export async function insertConversation(
  db: Queryable,
  { access, id, title }: { access: Access; id: string; title: string },
): Promise<void> {
  await db.execute(
    sql`insert into conversations (id, owner, title) values (${id}, ${access.userId}, ${title})`,
  );
}

export interface ConversationPage {
  access: Access;
  q?: string | undefined;
  limit: number;
  after?: { pinned: boolean; updatedAt: string; id: string } | undefined;
}

/**
 * Conversations of the caller's: pinned ones first, then the latest. `q` looks into titles and messages, but for
 * answers that hold something the caller may not read any more.
 */
export async function listConversations(
  db: Queryable,
  { access, q, limit, after }: ConversationPage,
): Promise<(ConversationRow & { updated_key: string })[]> {
  const pattern = q ? `%${likeText(q)}%` : undefined;
  const matches = pattern
    ? sql`and (v.title ilike ${pattern} or exists (
        select 1 from messages m left join answers a on a.id = m.answer_id
        where m.conversation_id = v.id and m.text ilike ${pattern}
          and (m.role = 'user' or (a.id is not null and not ${hasLost(access, sql`a`)}))))`
    : sql``;
  const behind = after
    ? sql`and (not v.pinned, -extract(epoch from v.updated_at), v.id)
        > (${!after.pinned}::boolean, -${after.updatedAt}::numeric, ${after.id}::text)`
    : sql``;
  return await db.execute<ConversationRow & { updated_key: string }>(sql`
    select ${columns}, extract(epoch from v.updated_at)::text as updated_key from conversations v
    where ${own(access)} and v.deleted_at is null ${matches} ${behind}
    order by not v.pinned, -extract(epoch from v.updated_at), v.id limit ${limit}`);
}

export async function findConversation(
  db: Queryable,
  { access, id }: { access: Access; id: string },
): Promise<ConversationRow | undefined> {
  const [row] = await db.execute<ConversationRow>(sql`
    select ${columns} from conversations v where v.id = ${id} and ${own(access)} and v.deleted_at is null`);
  return row;
}

/** Renames, pins or brings back a conversation. Undefined when there is none, or the time for undo is over. */
export async function updateConversation(
  db: Queryable,
  change: {
    access: Access;
    id: string;
    title?: string | undefined;
    pinned?: boolean | undefined;
    restore: boolean;
    undoSeconds: number;
  },
): Promise<ConversationRow | undefined> {
  const alive = change.restore
    ? sql`(v.deleted_at is null or v.deleted_at > now() - make_interval(secs => ${change.undoSeconds}))`
    : sql`v.deleted_at is null`;
  const [row] = await db.execute<ConversationRow>(sql`
    update conversations v set title = coalesce(${change.title ?? null}, v.title),
      pinned = coalesce(${change.pinned ?? null}::boolean, v.pinned),
      deleted_at = ${change.restore ? sql`null` : sql`v.deleted_at`}
    where v.id = ${change.id} and ${own(change.access)} and ${alive}
    returning ${columns}`);
  return row;
}

/** Hides a conversation; `sweepConversations` erases it after the time for undo. */
export async function hideConversation(
  db: Queryable,
  { access, id }: { access: Access; id: string },
): Promise<boolean> {
  const rows = await db.execute(sql`
    update conversations v set deleted_at = now()
    where v.id = ${id} and ${own(access)} and v.deleted_at is null returning v.id`);
  return rows.length > 0;
}

/** Erases hidden conversations with their answers; returns how many. */
export async function sweepConversations(
  db: Queryable,
  { undoSeconds }: { undoSeconds: number },
): Promise<number> {
  const rows = await db.execute(sql`
    with gone as (
      select id from conversations where deleted_at < now() - make_interval(secs => ${undoSeconds})
    ), erased as (
      delete from answers a using gone where a.conversation_id = gone.id
    )
    delete from conversations v using gone where v.id = gone.id returning v.id`);
  return rows.length;
}

export interface NewMessage {
  id: string;
  conversationId: string;
  role: "user" | "assistant";
  text: string;
  answerId: string | null;
}

/** Adds a message at the end. Call it inside a transaction: the conversation is locked until it ends. */
export async function appendMessage(db: Queryable, message: NewMessage): Promise<void> {
  await db.execute(sql`update conversations set updated_at = now() where id = ${message.conversationId}`);
  await db.execute(sql`
    insert into messages (id, conversation_id, ordinal, role, text, answer_id)
    select ${message.id}, ${message.conversationId}, coalesce(max(m.ordinal) + 1, 0), ${message.role},
      ${message.text}, ${message.answerId}
    from messages m where m.conversation_id = ${message.conversationId}`);
}

export interface MessageRow extends Record<string, unknown> {
  id: string;
  role: "user" | "assistant";
  text: string;
  created_at: string;
  answer_id: string | null;
  /** The answer as its reader may see it now; null when the message has none, or none any more. */
  result: unknown;
  changes: Record<string, CitationChange>;
  feedback: { rating: "up" | "down"; reason: string | null; comment: string | null } | null;
}

/** Messages of a conversation in order, each with its answer as far as the caller may read it. */
export async function listMessages(
  db: Queryable,
  { access, conversationId }: { access: Access; conversationId: string },
): Promise<MessageRow[]> {
  return await db.execute<MessageRow>(sql`
    select m.id, m.role, case when m.role = 'user' then m.text else coalesce(shown.result->>'answer', '') end as text,
      m.answer_id, ${isoTime(sql`m.created_at`)} as created_at, shown.result,
      case when a.id is null then '{}'::jsonb else ${citationChanges} end as changes,
      case when f.answer_id is null then null else
        jsonb_build_object('rating', f.rating, 'reason', f.reason, 'comment', f.comment) end as feedback
    from messages m
    join conversations v on v.id = m.conversation_id and ${own(access)} and v.deleted_at is null
    left join answers a on a.id = m.answer_id and ${ownAnswer(access)}
    left join ${lostOf(access)} on a.id is not null
    left join lateral (select ${shownResult} as result) shown on a.id is not null
    left join feedback f on f.answer_id = a.id
    where m.conversation_id = ${conversationId} order by m.ordinal`);
}

export interface TurnRow extends Record<string, unknown> {
  question: string;
  answer: string;
}

/** The last turns that were answered and are still read whole, oldest first: each as it was searched for, with its answer. */
export async function listTurns(
  db: Queryable,
  { access, conversationId, limit }: { access: Access; conversationId: string; limit: number },
): Promise<TurnRow[]> {
  const rows = await db.execute<TurnRow>(sql`
    select a.result->>'searched_for' as question, a.result->>'answer' as answer
    from messages m join answers a on a.id = m.answer_id cross join ${lostOf(access)}
    where m.conversation_id = ${conversationId} and a.reason is distinct from 'unclear'
      and a.reason is distinct from 'policy' and ${ownAnswer(access)} and ${nothingLost}
    order by m.ordinal desc limit ${limit}`);
  return [...rows].reverse();
}
