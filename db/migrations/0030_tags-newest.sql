DROP INDEX "document_tags_tag_idx";--> statement-breakpoint
ALTER TABLE "document_tags" ADD COLUMN "uploaded_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
UPDATE "document_tags" SET "uploaded_at" = "documents"."uploaded_at" FROM "documents" WHERE "documents"."id" = "document_tags"."document_id";--> statement-breakpoint
CREATE INDEX "document_tags_newest_idx" ON "document_tags" USING btree ("school_id","tag_id","uploaded_at" DESC NULLS FIRST,"document_id" DESC NULLS FIRST);--> statement-breakpoint
CREATE FUNCTION document_tags_date() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."uploaded_at" := coalesce((SELECT "uploaded_at" FROM "documents"
    WHERE "school_id" = NEW."school_id" AND "id" = NEW."document_id"), NEW."uploaded_at");
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER "document_tags_date" BEFORE INSERT ON "document_tags" FOR EACH ROW EXECUTE FUNCTION document_tags_date();--> statement-breakpoint
CREATE FUNCTION documents_date() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "document_tags" SET "uploaded_at" = NEW."uploaded_at" WHERE "document_id" = NEW."id";
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "documents_date" AFTER UPDATE OF "uploaded_at" ON "documents" FOR EACH ROW
  WHEN (OLD."uploaded_at" IS DISTINCT FROM NEW."uploaded_at") EXECUTE FUNCTION documents_date();
