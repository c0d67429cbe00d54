-- What was proven before guards were known: the store is probed again at its next upload.
DELETE FROM "store_capabilities";--> statement-breakpoint
ALTER TABLE "store_capabilities" ADD COLUMN "copy_guard" boolean NOT NULL;--> statement-breakpoint
ALTER TABLE "store_capabilities" ADD COLUMN "acl_guard" boolean NOT NULL;