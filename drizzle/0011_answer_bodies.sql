CREATE TABLE "answer_bodies" (
	"id" text PRIMARY KEY NOT NULL,
	"result" jsonb NOT NULL,
	"trace" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "answers" ADD COLUMN "body_id" text;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_body_id_answer_bodies_id_fk" FOREIGN KEY ("body_id") REFERENCES "public"."answer_bodies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "answers_body_index" ON "answers" USING btree ("body_id") WHERE body_id is not null;--> statement-breakpoint
-- A body goes with the last answer that has it.
CREATE FUNCTION drop_answer_body() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM answer_bodies b WHERE b.id = OLD.body_id AND NOT EXISTS (SELECT 1 FROM answers a WHERE a.body_id = b.id);
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER answers_drop_body AFTER DELETE ON "answers" FOR EACH ROW WHEN (OLD.body_id IS NOT NULL) EXECUTE FUNCTION drop_answer_body();
