ALTER TABLE "documents" ADD COLUMN "restricted" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "restricted_read" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "record_classes" ADD COLUMN "restricted" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "webhooks" ADD COLUMN "restricted" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- A document is restricted while its class is. The class is held: whoever restricts it waits for those who give it to
-- documents, and they for it, so that none slips through.
CREATE FUNCTION documents_restricted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  new.restricted := false;
  IF new.record_class_id IS NOT NULL THEN
    SELECT c.restricted INTO new.restricted FROM record_classes c
      WHERE c.school_id = new.school_id AND c.id = new.record_class_id FOR SHARE;
    new.restricted := coalesce(new.restricted, false);
  END IF;
  RETURN new;
END $$;--> statement-breakpoint
CREATE TRIGGER documents_restricted BEFORE INSERT OR UPDATE OF record_class_id ON documents
  FOR EACH ROW EXECUTE FUNCTION documents_restricted();--> statement-breakpoint
-- Two statements, for each finds its rows by an index of its own.
CREATE FUNCTION record_classes_restricted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE documents SET restricted = new.restricted
    WHERE school_id = new.school_id AND record_class_id = new.id AND deleted_at IS NULL;
  UPDATE documents SET restricted = new.restricted
    WHERE school_id = new.school_id AND record_class_id = new.id AND deleted_at IS NOT NULL;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER record_classes_restricted AFTER UPDATE OF restricted ON record_classes
  FOR EACH ROW WHEN (old.restricted IS DISTINCT FROM new.restricted) EXECUTE FUNCTION record_classes_restricted();
