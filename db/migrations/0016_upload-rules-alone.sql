ALTER TABLE "schools" DROP COLUMN "upload_types";--> statement-breakpoint
ALTER TABLE "schools" DROP COLUMN "upload_max_bytes";