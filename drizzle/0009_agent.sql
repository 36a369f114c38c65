CREATE TABLE "agent_runs" (
	"id" text PRIMARY KEY NOT NULL,
	"owner" text,
	"key_id" text,
	"request" text NOT NULL,
	"state" text NOT NULL,
	"model" text NOT NULL,
	"result" jsonb,
	"error_code" text,
	"usage" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"stop_requested" boolean DEFAULT false NOT NULL,
	"lease_holder" text,
	"lease_until" timestamp with time zone,
	"request_id" text NOT NULL,
	"trace_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "agent_settings" (
	"id" text PRIMARY KEY NOT NULL,
	"writes_allowed" boolean DEFAULT true NOT NULL,
	"tool_policy" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "agent_steps" (
	"run_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"tool" text,
	"call_id" text,
	"arguments" jsonb,
	"provenance" jsonb,
	"reason" text,
	"output" jsonb,
	"text" text,
	"error_code" text,
	"approval_id" text,
	"source_ids" text[] DEFAULT '{}'::text[] NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	CONSTRAINT "agent_steps_run_id_ordinal_pk" PRIMARY KEY("run_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "approval_tokens" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"approval_id" text NOT NULL,
	"arguments_hash" text NOT NULL,
	"approver" text NOT NULL,
	"used_at" timestamp with time zone,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "approvals" (
	"id" text PRIMARY KEY NOT NULL,
	"run_id" text,
	"step_ordinal" integer,
	"tool" text NOT NULL,
	"arguments" jsonb NOT NULL,
	"arguments_hash" text NOT NULL,
	"original_arguments" jsonb,
	"preview" jsonb NOT NULL,
	"reason" text NOT NULL,
	"provenance" jsonb NOT NULL,
	"flags" text[] DEFAULT '{}'::text[] NOT NULL,
	"risk" text NOT NULL,
	"source_ids" text[] DEFAULT '{}'::text[] NOT NULL,
	"document_ids" text[] DEFAULT '{}'::text[] NOT NULL,
	"target_state" text NOT NULL,
	"requester" text,
	"requester_key_id" text,
	"requester_name" text NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"decided_by" text,
	"decided_by_name" text,
	"decided_at" timestamp with time zone,
	"own_decision" boolean DEFAULT false NOT NULL,
	"decision_reason" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"result" jsonb,
	"error_code" text,
	"error_message" text,
	"executed_at" timestamp with time zone,
	"expires_at" timestamp with time zone NOT NULL,
	"request_id" text NOT NULL,
	"trace_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "agent_steps" ADD CONSTRAINT "agent_steps_run_id_agent_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."agent_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_tokens" ADD CONSTRAINT "approval_tokens_approval_id_approvals_id_fk" FOREIGN KEY ("approval_id") REFERENCES "public"."approvals"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_run_id_agent_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."agent_runs"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "agent_runs_owner_index" ON "agent_runs" USING btree ("owner","created_at");--> statement-breakpoint
CREATE INDEX "agent_runs_open_index" ON "agent_runs" USING btree ("state","lease_until") WHERE state in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "approvals_state_index" ON "approvals" USING btree ("state","created_at");--> statement-breakpoint
CREATE INDEX "approvals_run_index" ON "approvals" USING btree ("run_id");
