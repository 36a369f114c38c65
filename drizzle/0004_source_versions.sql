CREATE TABLE "source_versions" (
	"source_id" text PRIMARY KEY NOT NULL,
	"version" uuid DEFAULT gen_random_uuid() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "source_versions" ADD CONSTRAINT "source_versions_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
INSERT INTO "source_versions" ("source_id") SELECT "id" FROM "sources";
--> statement-breakpoint
CREATE FUNCTION touch_sources(ids text[]) RETURNS void LANGUAGE sql AS $$
	INSERT INTO source_versions (source_id, version)
	SELECT s.id, gen_random_uuid() FROM sources s WHERE s.id = ANY(ids) ORDER BY s.id
	ON CONFLICT (source_id) DO UPDATE SET version = excluded.version
$$;
--> statement-breakpoint
CREATE FUNCTION touch_sources_of_documents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'INSERT' THEN
		PERFORM touch_sources(ARRAY(SELECT DISTINCT source_id FROM after WHERE current_version_id IS NOT NULL));
	ELSIF TG_OP = 'DELETE' THEN
		PERFORM touch_sources(ARRAY(
			SELECT DISTINCT source_id FROM before WHERE current_version_id IS NOT NULL AND deleted_at IS NULL));
	ELSE
		PERFORM touch_sources(ARRAY(
			SELECT unnest(ARRAY[b.source_id, a.source_id]) FROM before b JOIN after a ON a.id = b.id
			WHERE to_jsonb(b) - 'updated_at' IS DISTINCT FROM to_jsonb(a) - 'updated_at'));
	END IF;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION touch_changed_sources() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'INSERT' THEN
		PERFORM touch_sources(ARRAY(SELECT id FROM after));
	ELSE
		PERFORM touch_sources(ARRAY(
			SELECT a.id FROM before b JOIN after a ON a.id = b.id WHERE to_jsonb(b) IS DISTINCT FROM to_jsonb(a)));
	END IF;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER documents_insert_touches AFTER INSERT ON "documents" REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION touch_sources_of_documents();
--> statement-breakpoint
CREATE TRIGGER documents_update_touches AFTER UPDATE ON "documents" REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION touch_sources_of_documents();
--> statement-breakpoint
CREATE TRIGGER documents_delete_touches AFTER DELETE ON "documents" REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION touch_sources_of_documents();
--> statement-breakpoint
CREATE TRIGGER sources_insert_touches AFTER INSERT ON "sources" REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION touch_changed_sources();
--> statement-breakpoint
CREATE TRIGGER sources_update_touches AFTER UPDATE ON "sources" REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION touch_changed_sources();
