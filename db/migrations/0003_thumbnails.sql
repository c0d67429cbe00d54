ALTER TABLE "documents" ADD COLUMN "thumbnail_object_id" uuid;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "thumbnail_failed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_thumbnail_object_fk" FOREIGN KEY ("school_id","thumbnail_object_id") REFERENCES "public"."objects"("school_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "documents_thumbnail_missing_idx" ON "documents" USING btree ("id") WHERE "documents"."thumbnail_object_id" is null and "documents"."thumbnail_failed_at" is null
          and "documents"."content_type" in ('image/jpeg', 'image/png', 'image/gif', 'image/webp', 'application/pdf');--> statement-breakpoint
CREATE INDEX "objects_unfinished_thumbnail_idx" ON "objects" USING btree ("signed_until") WHERE "objects"."state" = 'pending' and "objects"."purpose" = 'thumbnail';--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_thumbnail_object_key" UNIQUE("thumbnail_object_id");