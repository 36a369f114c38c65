CREATE FUNCTION touch_granted_sources() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'DELETE' THEN
		PERFORM touch_sources(ARRAY(SELECT DISTINCT source_id FROM before));
	ELSE
		PERFORM touch_sources(ARRAY(SELECT DISTINCT source_id FROM after));
	END IF;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER source_grants_insert_touches AFTER INSERT ON "source_grants" REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION touch_granted_sources();
--> statement-breakpoint
CREATE TRIGGER source_grants_update_touches AFTER UPDATE ON "source_grants" REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION touch_granted_sources();
--> statement-breakpoint
CREATE TRIGGER source_grants_delete_touches AFTER DELETE ON "source_grants" REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION touch_granted_sources();
