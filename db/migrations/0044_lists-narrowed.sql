-- Both at once and in the order in which readers take them, so that nobody who reads both holds this up half-way; and no
-- file goes into the trash between what is written below and the trigger that follows it.
LOCK TABLE "documents", "document_tags" IN ACCESS EXCLUSIVE MODE;--> statement-breakpoint
DROP INDEX "document_tags_newest_idx";--> statement-breakpoint
ALTER TABLE "document_tags" ADD COLUMN "kind" text DEFAULT 'document' NOT NULL;--> statement-breakpoint
ALTER TABLE "document_tags" ADD COLUMN "live" boolean DEFAULT true NOT NULL;--> statement-breakpoint
UPDATE "document_tags" SET "kind" = "documents"."kind", "live" = "documents"."deleted_at" IS NULL FROM "documents" WHERE "documents"."id" = "document_tags"."document_id";--> statement-breakpoint
-- The document is held: whoever throws it away or brings it back waits, and then finds the tag.
CREATE OR REPLACE FUNCTION document_tags_date() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  d record;
BEGIN
  SELECT "uploaded_at", "kind", "deleted_at" IS NULL AS "live" INTO d FROM "documents"
    WHERE "school_id" = NEW."school_id" AND "id" = NEW."document_id" FOR SHARE;
  -- Where there is none, the foreign key says so.
  IF FOUND THEN
    NEW."uploaded_at" := d."uploaded_at";
    NEW."kind" := d."kind";
    NEW."live" := d."live";
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE OR REPLACE FUNCTION documents_date() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "document_tags" SET "uploaded_at" = NEW."uploaded_at", "kind" = NEW."kind", "live" = NEW."deleted_at" IS NULL
    WHERE "document_id" = NEW."id";
  RETURN NULL;
END $$;--> statement-breakpoint
DROP TRIGGER "documents_date" ON "documents";--> statement-breakpoint
CREATE TRIGGER "documents_date" AFTER UPDATE OF "uploaded_at", "kind", "deleted_at" ON "documents" FOR EACH ROW
  WHEN (OLD."uploaded_at" IS DISTINCT FROM NEW."uploaded_at" OR OLD."kind" <> NEW."kind"
    OR (OLD."deleted_at" IS NULL) <> (NEW."deleted_at" IS NULL)) EXECUTE FUNCTION documents_date();--> statement-breakpoint
-- The characters of a name, and its pairs of them. Dear, so that it is asked last where rows are looked at one by one.
CREATE FUNCTION name_pieces(name text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $$
BEGIN
  RETURN array(SELECT DISTINCT substr(name, at, length) FROM generate_series(1, char_length(name)) at,
    generate_series(1, 2) length);
END $$;--> statement-breakpoint
CREATE INDEX "documents_own_trash_idx" ON "documents" USING btree ("school_id","uploaded_by","deleted_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE "documents"."deleted_at" is not null;--> statement-breakpoint
CREATE INDEX "documents_family_newest_idx" ON "documents" USING btree ("school_id",(case when "content_type" = 'application/pdf' then 'pdf' when "content_type" like '%word%' then 'word'
          when split_part("content_type", '/', 1) in ('image', 'audio', 'video', 'text')
          then split_part("content_type", '/', 1) else 'other' end),"uploaded_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE "documents"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "documents_name_pieces_idx" ON "documents" USING gin (name_pieces("name_sort")) WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "document_tags_kind_newest_idx" ON "document_tags" USING btree ("school_id","tag_id","kind","uploaded_at" DESC NULLS FIRST,"document_id" DESC NULLS FIRST) WHERE "document_tags"."live";--> statement-breakpoint
CREATE INDEX "document_tags_newest_idx" ON "document_tags" USING btree ("school_id","tag_id","live","uploaded_at" DESC NULLS FIRST,"document_id" DESC NULLS FIRST);