-- Names in the order people expect in any language, "Page 2" before "Page 10". Its own collation, so that lists are
-- ordered alike whatever locale the database was made with.
CREATE COLLATION IF NOT EXISTS "name_order" (provider = icu, locale = 'und-u-kn-true');--> statement-breakpoint
CREATE INDEX "documents_name_idx" ON "documents" USING btree ("school_id",(left("name_sort", 200) collate name_order),"id") WHERE "documents"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "documents_size_idx" ON "documents" USING btree ("school_id","file_size","id") WHERE "documents"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "documents_uploader_newest_idx" ON "documents" USING btree ("school_id","uploaded_by","uploaded_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE "documents"."deleted_at" is null;