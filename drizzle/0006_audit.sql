CREATE TABLE "audit_log" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"entry" text NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	"data" jsonb GENERATED ALWAYS AS (entry::jsonb) STORED NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "audit_log_hash_unique" ON "audit_log" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "audit_log_at_index" ON "audit_log" USING btree ((data->>'at'));--> statement-breakpoint
CREATE INDEX "audit_log_actor_index" ON "audit_log" USING btree ((data->'actor'->>'id'));--> statement-breakpoint
CREATE INDEX "audit_log_trace_index" ON "audit_log" USING btree ((data->>'trace_id'));--> statement-breakpoint
CREATE INDEX "audit_log_documents_index" ON "audit_log" USING gin ((data->'document_ids'));--> statement-breakpoint
CREATE FUNCTION audit_append(new_entry text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  last_seq bigint;
  last_hash text;
BEGIN
  -- One writer at a time, until the end of its transaction: the chain has one order.
  PERFORM pg_advisory_xact_lock(4711002);
  SELECT seq, hash INTO last_seq, last_hash FROM audit_log ORDER BY seq DESC LIMIT 1;
  last_seq := coalesce(last_seq, 0);
  last_hash := coalesce(last_hash, repeat('0', 64));
  INSERT INTO audit_log (seq, entry, previous_hash, hash)
  VALUES (last_seq + 1, new_entry, last_hash,
    encode(sha256(convert_to(last_hash || E'\n' || (last_seq + 1) || E'\n' || new_entry, 'UTF8')), 'hex'));
  RETURN last_seq + 1;
END $$;--> statement-breakpoint
CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('groundwork.audit_retention', true) = 'on' THEN
    RETURN CASE WHEN TG_LEVEL = 'ROW' THEN OLD ELSE NULL END;
  END IF;
  RAISE EXCEPTION 'The audit log is never changed' USING ERRCODE = 'insufficient_privilege';
END $$;--> statement-breakpoint
CREATE TRIGGER audit_log_no_change BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();--> statement-breakpoint
CREATE TRIGGER audit_log_no_truncate BEFORE TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
