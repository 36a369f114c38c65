// An answer as its reader may see it now, cut inside the database: a passage whose source the reader lost is
// left out, and a sentence that rests on one is withheld.
import { type SQL, sql } from "drizzle-orm";
import type { Access } from "../access";
import { hasLost, hasMoved, lostDocuments } from "./lost-documents";

/** Stands in the place of sentences that rest on what the reader may no longer read. */
export const withheldSentence = "A part of this answer rests on documents that you can no longer read.";

/** Answers with what they share with others put in: `from ${wholeAnswers} a` wherever `result` or `trace` is read. */
export const wholeAnswers = sql`(
  select w.id, w.owner, w.conversation_id, w.question, w.document_ids, w.source_ids, w.created_at,
    coalesce(body.result || w.result, w.result) as result, coalesce(body.trace || w.trace, w.trace) as trace
  from answers w left join answer_bodies body on body.id = w.body_id)`;

/**
 * `lost` for answers `a` of `wholeAnswers`: ids of documents that are lost, whether one moved to another source since, and whether the
 * question as searched may name what is lost in its conversation.
 */
export function lostOf(access: Access): SQL {
  return sql`lateral (select ${lostDocuments(access, sql`a`)} as documents, ${hasMoved(sql`a`)} as moved,
    a.result->>'searched_for' is distinct from a.question and a.conversation_id is not null and exists (
      select 1 from answers b where b.conversation_id = a.conversation_id and ${hasLost(access, sql`b`)}) as reference) lost`;
}

/** Nothing is withheld: the answer stands as it was given. */
export const nothingLost = sql`(cardinality(lost.documents) = 0 and not lost.reference)`;

/** Shown word for word as it was given. */
export const unchanged = sql`(${nothingLost} and not lost.moved)`;

/** Passages that aren't lost, each under the source that it is in now: the name of the one before may be secret. */
const without = (list: SQL): SQL => sql`(
  select coalesce(jsonb_agg(case when s.name is null then p.item else p.item || jsonb_build_object('source', s.name) end
    order by p.nth), '[]'::jsonb)
  from jsonb_array_elements(${list}) with ordinality p(item, nth)
    left join documents d on d.id = p.item->>'document_id' left join sources s on s.id = d.source_id
  where p.item->>'document_id' <> all(lost.documents))`;

/** `result` of answers `a` joined with `lostOf`. */
export const shownResult = sql`case when ${unchanged} then a.result else (
  with kept as (select ${without(sql`a.result->'citations'`)} as citations, ${without(sql`a.result->'nearest'`)} as nearest),
  told as (
    select s.item, s.nth,
      not ${nothingLost} and jsonb_array_length(s.item->'markers') = 0 and (s.item->>'status' = 'unsupported' or (lost.reference and s.item->>'status' = 'note'))
      or exists (select 1 from jsonb_array_elements(s.item->'markers') m(marker) where not exists (
        select 1 from kept, jsonb_array_elements(kept.citations) c(item) where c.item->'marker' = m.marker)) as hidden
    from jsonb_array_elements(a.result->'sentences') with ordinality s(item, nth)
  ), shown as (
    select nth, case when not hidden then item else item || jsonb_build_object(
      'text', ${withheldSentence}::text, 'markers', '[]'::jsonb, 'status', 'note') end as item
    from (select told.*, lag(hidden) over (order by nth) as follows from told) t
    where not (hidden and coalesce(follows, false))
  )
  select a.result || jsonb_build_object('citations', kept.citations, 'nearest', kept.nearest,
    'searched_for', case when lost.reference then a.question else a.result->>'searched_for' end,
    'chunk_ids', case when ${nothingLost} then a.result->'chunk_ids' else (select coalesce(jsonb_agg(distinct c.item->'chunk_id'), '[]'::jsonb) from jsonb_array_elements(kept.citations) c(item)) end,
    'support', case when (select bool_or(hidden) from told) and a.result->>'support' = 'every-sentence-proved'
      then 'partly-proved' else a.result->>'support' end,
    'sentences', (select coalesce(jsonb_agg(shown.item || jsonb_build_object('index', shown.at)
      order by shown.nth), '[]'::jsonb) from (select *, row_number() over (order by nth) - 1 as at from shown) shown),
    'answer', (select coalesce(string_agg((item->>'before') || (item->>'text') || coalesce((
        select ' ' || string_agg('[' || m.marker || ']', '' order by m.nth)
        from jsonb_array_elements_text(item->'markers') with ordinality m(marker, nth)), ''), '' order by nth), '') from shown))
  from kept) end`;

/** `trace` of answers `a` joined with `lostOf`. */
export const shownTrace = sql`case when ${unchanged} then a.trace else a.trace || jsonb_build_object(
  'considered', ${without(sql`a.trace->'considered'`)},
  'dropped_sentences', case when ${nothingLost} then a.trace->'dropped_sentences' else '[]'::jsonb end) end`;
