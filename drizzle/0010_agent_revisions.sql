ALTER TABLE "agent_runs" ADD COLUMN "revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "agent_steps" ADD COLUMN "revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "approvals_step_index" ON "approvals" USING btree ("run_id","step_ordinal");