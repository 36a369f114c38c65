CREATE EXTENSION IF NOT EXISTS vector;--> statement-breakpoint
-- Splits what the parser of Postgres keeps whole or reads as a sign: paths, identifiers, dotted names, TW-200.
CREATE FUNCTION public.search_words(body text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT regexp_replace(body, '[/_]|(?<=[[:alnum:]])-(?=[0-9])|(?<=[[:alpha:]]{2})[.](?=[[:alpha:]]{2})', ' ', 'g')
$$;--> statement-breakpoint
-- A lexeme as one word that no parser splits again.
CREATE FUNCTION public.search_term(lexeme text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN lexeme ~ '^[a-z0-9]+$' THEN lexeme ELSE 'x' || encode(convert_to(lexeme, 'UTF8'), 'hex') END
$$;--> statement-breakpoint
-- The lexemes of a chunk, each as often as it stands there: one line for one index over all languages.
CREATE FUNCTION public.search_terms(config text, context text, body text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT coalesce(string_agg(repeat(' ' || public.search_term(lexeme), cardinality(positions)), ''), '')
	FROM unnest(to_tsvector(config::regconfig, public.search_words(context || ' ' || body)))
$$;--> statement-breakpoint
CREATE TABLE "answer_citations" (
	"answer_id" text NOT NULL,
	"marker" integer NOT NULL,
	"chunk_id" bigint NOT NULL,
	"document_id" text NOT NULL,
	"version_id" text NOT NULL,
	"source_id" text NOT NULL,
	"title" text NOT NULL,
	"page" integer,
	"section" text[] DEFAULT '{}'::text[] NOT NULL,
	"quote" text NOT NULL,
	"start" integer NOT NULL,
	"end" integer NOT NULL,
	"effective_date" date,
	CONSTRAINT "answer_citations_answer_id_marker_pk" PRIMARY KEY("answer_id","marker")
);
--> statement-breakpoint
CREATE TABLE "answers" (
	"id" text PRIMARY KEY NOT NULL,
	"owner" text,
	"conversation_id" text,
	"question" text NOT NULL,
	"refused" boolean NOT NULL,
	"reason" text,
	"confidence" double precision,
	"model" text NOT NULL,
	"prompt_version" text NOT NULL,
	"result" jsonb NOT NULL,
	"trace" jsonb NOT NULL,
	"source_ids" text[] DEFAULT '{}'::text[] NOT NULL,
	"request_id" text NOT NULL,
	"trace_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "conversations" (
	"id" text PRIMARY KEY NOT NULL,
	"owner" text,
	"title" text NOT NULL,
	"pinned" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "feedback" (
	"answer_id" text PRIMARY KEY NOT NULL,
	"rating" text NOT NULL,
	"reason" text,
	"comment" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gaps" (
	"id" text PRIMARY KEY NOT NULL,
	"question" text NOT NULL,
	"fingerprint" text NOT NULL,
	"count" integer DEFAULT 1 NOT NULL,
	"reported_count" integer DEFAULT 0 NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"last_answer_id" text,
	"comment" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_asked_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" text PRIMARY KEY NOT NULL,
	"conversation_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"role" text NOT NULL,
	"text" text NOT NULL,
	"answer_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chunk_terms" (
	"term" text NOT NULL,
	"chunk_id" bigint NOT NULL,
	"frequency" real NOT NULL,
	"length" real NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chunk_term_totals" (
	"chunks" bigint NOT NULL,
	"terms" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chunks" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "chunks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"version_id" text NOT NULL,
	"document_id" text NOT NULL,
	"source_id" text NOT NULL,
	"visible" boolean DEFAULT false NOT NULL,
	"ordinal" integer NOT NULL,
	"start" integer NOT NULL,
	"end" integer NOT NULL,
	"page" integer,
	"section" text[] DEFAULT '{}'::text[] NOT NULL,
	"kind" text DEFAULT 'text' NOT NULL,
	"text" text NOT NULL,
	"context" text DEFAULT '' NOT NULL,
	"text_config" text DEFAULT 'english' NOT NULL,
	"token_count" smallint NOT NULL,
	"terms" text GENERATED ALWAYS AS (search_terms(text_config, context, text)) STORED NOT NULL
);
--> statement-breakpoint
CREATE TABLE "document_pages" (
	"version_id" text NOT NULL,
	"number" integer NOT NULL,
	"label" text,
	"start" integer NOT NULL,
	"end" integer NOT NULL,
	"boxes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	CONSTRAINT "document_pages_version_id_number_pk" PRIMARY KEY("version_id","number")
);
--> statement-breakpoint
CREATE TABLE "document_segments" (
	"version_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"start" integer NOT NULL,
	"end" integer NOT NULL,
	"text" text NOT NULL,
	"blocks" jsonb NOT NULL,
	CONSTRAINT "document_segments_version_id_ordinal_pk" PRIMARY KEY("version_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "document_versions" (
	"id" text PRIMARY KEY NOT NULL,
	"document_id" text NOT NULL,
	"number" integer NOT NULL,
	"state" text NOT NULL,
	"original_id" text,
	"content_hash" text NOT NULL,
	"title" text NOT NULL,
	"language" text DEFAULT 'en' NOT NULL,
	"text_config" text DEFAULT 'english' NOT NULL,
	"effective_date" date,
	"length" integer DEFAULT 0 NOT NULL,
	"page_count" integer,
	"chunk_count" integer DEFAULT 0 NOT NULL,
	"warnings" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"outline" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"published_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"id" text PRIMARY KEY NOT NULL,
	"source_id" text NOT NULL,
	"uri" text NOT NULL,
	"title" text NOT NULL,
	"type" text NOT NULL,
	"tags" text[] DEFAULT '{}'::text[] NOT NULL,
	"effective_date" date,
	"current_version_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "embeddings" (
	"chunk_id" bigint NOT NULL,
	"model" text NOT NULL,
	"embedding" vector NOT NULL,
	CONSTRAINT "embeddings_model_chunk_id_pk" PRIMARY KEY("model","chunk_id")
);
--> statement-breakpoint
CREATE TABLE "original_parts" (
	"original_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"data" "bytea" NOT NULL,
	CONSTRAINT "original_parts_original_id_ordinal_pk" PRIMARY KEY("original_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "originals" (
	"id" text PRIMARY KEY NOT NULL,
	"sha256" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"filename" text NOT NULL,
	"media_type" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "job_items" (
	"id" text PRIMARY KEY NOT NULL,
	"job_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"name" text NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"step" text DEFAULT 'waiting' NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer,
	"original_id" text,
	"document_id" text,
	"version_id" text,
	"parameters" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"error_code" text,
	"error_message" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"lease_owner" text,
	"lease_until" timestamp with time zone,
	"chunk_count" integer,
	"timings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"owner" text,
	"label" text DEFAULT '' NOT NULL,
	"parameters" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"request_id" text,
	"cancel_requested_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "corpus_state" (
	"id" text PRIMARY KEY NOT NULL,
	"version" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "source_grants" (
	"source_id" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "source_grants_source_id_subject_kind_subject_id_pk" PRIMARY KEY("source_id","subject_kind","subject_id")
);
--> statement-breakpoint
CREATE TABLE "sources" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"kind" text DEFAULT 'people' NOT NULL,
	"visibility" text DEFAULT 'everyone' NOT NULL,
	"policy" text DEFAULT 'allowed' NOT NULL,
	"trusted" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sources_kind_check" CHECK ("sources"."kind" in ('people', 'suite')),
	CONSTRAINT "sources_visibility_check" CHECK ("sources"."visibility" in ('everyone', 'granted')),
	CONSTRAINT "sources_policy_check" CHECK ("sources"."policy" in ('allowed', 'denied'))
);
--> statement-breakpoint
ALTER TABLE "answer_citations" ADD CONSTRAINT "answer_citations_answer_id_answers_id_fk" FOREIGN KEY ("answer_id") REFERENCES "public"."answers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_answer_id_answers_id_fk" FOREIGN KEY ("answer_id") REFERENCES "public"."answers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chunks" ADD CONSTRAINT "chunks_version_id_document_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."document_versions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chunks" ADD CONSTRAINT "chunks_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chunks" ADD CONSTRAINT "chunks_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_pages" ADD CONSTRAINT "document_pages_version_id_document_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."document_versions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_segments" ADD CONSTRAINT "document_segments_version_id_document_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."document_versions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_versions" ADD CONSTRAINT "document_versions_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_versions" ADD CONSTRAINT "document_versions_original_id_originals_id_fk" FOREIGN KEY ("original_id") REFERENCES "public"."originals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "embeddings" ADD CONSTRAINT "embeddings_chunk_id_chunks_id_fk" FOREIGN KEY ("chunk_id") REFERENCES "public"."chunks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "original_parts" ADD CONSTRAINT "original_parts_original_id_originals_id_fk" FOREIGN KEY ("original_id") REFERENCES "public"."originals"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_items" ADD CONSTRAINT "job_items_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_items" ADD CONSTRAINT "job_items_original_id_originals_id_fk" FOREIGN KEY ("original_id") REFERENCES "public"."originals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_items" ADD CONSTRAINT "job_items_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_grants" ADD CONSTRAINT "source_grants_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "answer_citations_document_index" ON "answer_citations" USING btree ("document_id");--> statement-breakpoint
CREATE INDEX "answers_created_index" ON "answers" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "conversations_owner_index" ON "conversations" USING btree ("owner","updated_at");--> statement-breakpoint
CREATE UNIQUE INDEX "gaps_fingerprint_unique" ON "gaps" USING btree ("fingerprint");--> statement-breakpoint
CREATE UNIQUE INDEX "messages_ordinal_unique" ON "messages" USING btree ("conversation_id","ordinal");--> statement-breakpoint
CREATE UNIQUE INDEX "chunks_version_ordinal_unique" ON "chunks" USING btree ("version_id","ordinal");--> statement-breakpoint
CREATE INDEX "chunks_document_index" ON "chunks" USING btree ("document_id");--> statement-breakpoint
CREATE INDEX "chunks_source_index" ON "chunks" USING btree ("source_id") WHERE "chunks"."visible";--> statement-breakpoint
CREATE INDEX "chunks_text_config_index" ON "chunks" USING btree ("text_config") WHERE "chunks"."visible";--> statement-breakpoint
CREATE UNIQUE INDEX "document_versions_number_unique" ON "document_versions" USING btree ("document_id","number");--> statement-breakpoint
CREATE INDEX "document_versions_hash_index" ON "document_versions" USING btree ("content_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "documents_source_uri_unique" ON "documents" USING btree ("source_id","uri") WHERE "documents"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "documents_updated_index" ON "documents" USING btree ("updated_at");--> statement-breakpoint
CREATE UNIQUE INDEX "job_items_ordinal_unique" ON "job_items" USING btree ("job_id","ordinal");--> statement-breakpoint
CREATE INDEX "job_items_waiting_index" ON "job_items" USING btree ("lease_until") WHERE "job_items"."state" in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "jobs_created_index" ON "jobs" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "sources_name_unique" ON "sources" USING btree (lower("name"));--> statement-breakpoint
-- Vectors stay in their row: out of line, the planner takes every scan of them for cheap and every index for dear.
ALTER TABLE "embeddings" ALTER COLUMN "embedding" SET STORAGE MAIN;--> statement-breakpoint
ALTER TABLE "embeddings" SET (toast_tuple_target = 8160);
