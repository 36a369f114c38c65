CREATE TABLE "eval_cases" (
	"id" text PRIMARY KEY NOT NULL,
	"dataset_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"question" text NOT NULL,
	"kind" text NOT NULL,
	"split" text NOT NULL,
	"tags" text[] DEFAULT '{}'::text[] NOT NULL,
	"must_pass" boolean DEFAULT false NOT NULL,
	"expect" text NOT NULL,
	"content" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"state" text DEFAULT 'active' NOT NULL,
	"origin" text DEFAULT 'file' NOT NULL,
	"queued" boolean DEFAULT false NOT NULL,
	"verified_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "eval_datasets" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"kind" text DEFAULT 'ask' NOT NULL,
	"source_ids" text[] DEFAULT '{}'::text[] NOT NULL,
	"today" text,
	"corpus_hash" text DEFAULT '' NOT NULL,
	"cases_hash" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "eval_results" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"run_id" text NOT NULL,
	"case_id" text NOT NULL,
	"attempt" integer DEFAULT 1 NOT NULL,
	"question" text NOT NULL,
	"kind" text NOT NULL,
	"split" text NOT NULL,
	"tags" text[] DEFAULT '{}'::text[] NOT NULL,
	"must_pass" boolean DEFAULT false NOT NULL,
	"expect" text NOT NULL,
	"outcome" text NOT NULL,
	"passed" boolean NOT NULL,
	"reasons" text[] DEFAULT '{}'::text[] NOT NULL,
	"refused" boolean NOT NULL,
	"confidence" double precision,
	"latency_ms" double precision,
	"input_tokens" integer DEFAULT 0 NOT NULL,
	"output_tokens" integer DEFAULT 0 NOT NULL,
	"cost_usd" double precision,
	"trace_id" text DEFAULT '' NOT NULL,
	"scores" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"expected" jsonb NOT NULL,
	"got" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "eval_reviews" (
	"id" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"result_id" bigint,
	"content_hash" text NOT NULL,
	"reviewer" text NOT NULL,
	"reviewer_name" text DEFAULT '' NOT NULL,
	"verdict" text NOT NULL,
	"comment" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "eval_runs" (
	"id" text PRIMARY KEY NOT NULL,
	"dataset_id" text NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"config_name" text NOT NULL,
	"config" jsonb NOT NULL,
	"key" text NOT NULL,
	"case_ids" text[] DEFAULT '{}'::text[] NOT NULL,
	"repeat" integer DEFAULT 1 NOT NULL,
	"total" integer NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"commit" text DEFAULT '' NOT NULL,
	"model" text DEFAULT '' NOT NULL,
	"prompt_version" text DEFAULT '' NOT NULL,
	"embedding_model" text DEFAULT '' NOT NULL,
	"started_by" text,
	"note" text DEFAULT '' NOT NULL,
	"scores" jsonb,
	"tracking" jsonb,
	"error" text,
	"cancel_requested_at" timestamp with time zone,
	"lease_owner" text,
	"lease_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "eval_cases" ADD CONSTRAINT "eval_cases_dataset_id_eval_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."eval_datasets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "eval_results" ADD CONSTRAINT "eval_results_run_id_eval_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."eval_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "eval_reviews" ADD CONSTRAINT "eval_reviews_case_id_eval_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."eval_cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "eval_runs" ADD CONSTRAINT "eval_runs_dataset_id_eval_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."eval_datasets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "eval_cases_dataset_index" ON "eval_cases" USING btree ("dataset_id","ordinal");--> statement-breakpoint
CREATE UNIQUE INDEX "eval_results_attempt_unique" ON "eval_results" USING btree ("run_id","case_id","attempt");--> statement-breakpoint
CREATE INDEX "eval_results_case_index" ON "eval_results" USING btree ("case_id","created_at");--> statement-breakpoint
CREATE INDEX "eval_results_passed_index" ON "eval_results" USING btree ("run_id","passed");--> statement-breakpoint
CREATE UNIQUE INDEX "eval_reviews_reviewer_unique" ON "eval_reviews" USING btree ("case_id",coalesce("result_id", 0),"reviewer");--> statement-breakpoint
CREATE INDEX "eval_runs_dataset_index" ON "eval_runs" USING btree ("dataset_id","created_at");--> statement-breakpoint
CREATE INDEX "eval_runs_waiting_index" ON "eval_runs" USING btree ("lease_until") WHERE "eval_runs"."state" in ('queued', 'running');