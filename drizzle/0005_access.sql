CREATE TABLE "gap_askers" (
	"gap_id" text NOT NULL,
	"asker" text NOT NULL,
	"question" text NOT NULL,
	"answer_id" text NOT NULL,
	"document_ids" text[] DEFAULT '{}'::text[] NOT NULL,
	"source_ids" text[] DEFAULT '{}'::text[] NOT NULL,
	"times" integer DEFAULT 1 NOT NULL,
	"reports" integer DEFAULT 0 NOT NULL,
	"comment" text,
	"last_asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "gap_askers_gap_id_asker_pk" PRIMARY KEY("gap_id","asker")
);
--> statement-breakpoint
DROP INDEX "sources_name_unique";--> statement-breakpoint
ALTER TABLE "answers" ADD COLUMN "document_ids" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "job_items" ADD COLUMN "source_id" text;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "deleted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "gap_askers" ADD CONSTRAINT "gap_askers_gap_id_gaps_id_fk" FOREIGN KEY ("gap_id") REFERENCES "public"."gaps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "source_grants_subject_index" ON "source_grants" USING btree ("subject_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sources_name_unique" ON "sources" USING btree (lower("name")) WHERE "sources"."deleted_at" is null;--> statement-breakpoint
UPDATE "answers" a SET "document_ids" = shown.document_ids, "source_ids" = shown.source_ids FROM (
	SELECT p.answer_id, array_agg(p.document_id) AS document_ids,
		array_agg(coalesce(c.source_id, d.source_id, s.id, '')) AS source_ids
	FROM (
		SELECT DISTINCT ON (answer_id, document_id) answer_id, item->>'document_id' AS document_id, item->>'source' AS source
		FROM (
			SELECT id AS answer_id, jsonb_path_query("trace", '$.considered[*]') AS item FROM "answers"
			UNION ALL SELECT id, jsonb_path_query("result", '$.citations[*]') FROM "answers"
		) passages(answer_id, item) ORDER BY answer_id, document_id
	) p
	LEFT JOIN LATERAL (SELECT source_id FROM "answer_citations"
		WHERE answer_id = p.answer_id AND document_id = p.document_id LIMIT 1) c ON true
	LEFT JOIN "documents" d ON d.id = p.document_id LEFT JOIN "sources" s ON lower(s.name) = lower(p.source)
	WHERE p.document_id IS NOT NULL GROUP BY p.answer_id
) shown WHERE shown.answer_id = a.id;
--> statement-breakpoint
UPDATE "answers" SET "source_ids" = '{}' WHERE cardinality("document_ids") = 0;
--> statement-breakpoint
UPDATE "job_items" i SET "source_id" = d.source_id FROM "documents" d WHERE d.id = i.document_id;
--> statement-breakpoint
INSERT INTO "gap_askers" (gap_id, asker, question, answer_id, document_ids, source_ids, times, reports, comment, last_asked_at)
SELECT g.id, coalesce(a.owner, ''), g.question, coalesce(g.last_answer_id, ''), coalesce(a.document_ids, '{}'),
	coalesce(a.source_ids, '{}'), g.count, g.reported_count, g.comment, g.last_asked_at
FROM "gaps" g LEFT JOIN "answers" a ON a.id = g.last_answer_id;
--> statement-breakpoint
ALTER TABLE "gaps" DROP COLUMN "question";--> statement-breakpoint
ALTER TABLE "gaps" DROP COLUMN "count";--> statement-breakpoint
ALTER TABLE "gaps" DROP COLUMN "reported_count";--> statement-breakpoint
ALTER TABLE "gaps" DROP COLUMN "last_answer_id";--> statement-breakpoint
ALTER TABLE "gaps" DROP COLUMN "comment";--> statement-breakpoint
ALTER TABLE "gaps" DROP COLUMN "last_asked_at";