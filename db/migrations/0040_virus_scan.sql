ALTER TABLE "objects" ADD COLUMN "scan" text;--> statement-breakpoint
ALTER TABLE "objects" ADD COLUMN "scanned_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "objects" ADD COLUMN "scan_found" text;--> statement-breakpoint
ALTER TABLE "objects" ADD COLUMN "scan_tries" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "objects" ADD COLUMN "scan_after" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "objects_scan_idx" ON "objects" USING btree ("scan_after") WHERE "objects"."scan" in ('asked', 'waiting') and "objects"."state" = 'live';--> statement-breakpoint
CREATE INDEX "objects_too_large_idx" ON "objects" USING btree ("id") WHERE "objects"."scan" = 'too_large';