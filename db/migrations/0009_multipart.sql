ALTER TABLE "documents" ADD COLUMN "checksum_failed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "schools" ADD COLUMN "upload_max_bytes" bigint;--> statement-breakpoint
ALTER TABLE "store_capabilities" ADD COLUMN "multipart" boolean;--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "store_upload_id" text;--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "part_size" bigint;--> statement-breakpoint
CREATE INDEX "documents_unproven_idx" ON "documents" USING btree ("uploaded_at") WHERE "documents"."sha256_verified_at" is null and "documents"."checksum_failed_at" is null and "documents"."file_size" > 26214400;