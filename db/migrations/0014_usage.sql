CREATE TABLE "storage_prices" (
	"valid_from" date PRIMARY KEY NOT NULL,
	"storage_class" text NOT NULL,
	"gb_month" bigint NOT NULL,
	"million_class_a" bigint NOT NULL,
	"million_class_b" bigint NOT NULL,
	"retrieved_gb" bigint NOT NULL,
	"free_gb_months" integer NOT NULL,
	"free_class_a" bigint NOT NULL,
	"free_class_b" bigint NOT NULL,
	"set_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "usage_daily" (
	"school_id" uuid,
	"kind" text NOT NULL,
	"day" date NOT NULL,
	"class_a" bigint DEFAULT 0 NOT NULL,
	"class_b" bigint DEFAULT 0 NOT NULL,
	"free" bigint DEFAULT 0 NOT NULL,
	"class_a_estimated" bigint DEFAULT 0 NOT NULL,
	"class_b_estimated" bigint DEFAULT 0 NOT NULL,
	"bytes_in" bigint DEFAULT 0 NOT NULL,
	"bytes_out" bigint DEFAULT 0 NOT NULL,
	"bytes_in_estimated" bigint DEFAULT 0 NOT NULL,
	"bytes_out_estimated" bigint DEFAULT 0 NOT NULL,
	"start_bytes" bigint DEFAULT 0 NOT NULL,
	"peak_bytes" bigint DEFAULT 0 NOT NULL,
	"end_bytes" bigint DEFAULT 0 NOT NULL,
	"early_byte_days" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "usage_daily_key" UNIQUE NULLS NOT DISTINCT("school_id","kind","day")
);
--> statement-breakpoint
ALTER TABLE "objects" ADD COLUMN "stored_bytes" bigint;--> statement-breakpoint
ALTER TABLE "storage_totals" ADD COLUMN "stored_bytes" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "storage_totals" ADD COLUMN "stored_objects" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "signed_parts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "usage_daily" ADD CONSTRAINT "usage_daily_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "usage_daily_day_idx" ON "usage_daily" USING btree ("day");
--> statement-breakpoint
-- What the bucket holds already, by the day it came: what was deleted before is not known any more.
UPDATE "objects" SET "stored_bytes" = "size" WHERE "state" = 'live';--> statement-breakpoint
INSERT INTO "storage_totals" ("school_id", "kind", "stored_bytes", "stored_objects")
SELECT "school_id", "kind", sum("stored_bytes"), count(*) FROM (
	SELECT "school_id", "stored_bytes", CASE
		WHEN "bucket" = 'public' THEN 'public'
		WHEN "purpose" = 'thumbnail' THEN 'thumbnail'
		WHEN "key" LIKE 'reports/%' THEN 'report'
		WHEN "key" LIKE 'media/%' THEN 'media'
		WHEN "key" LIKE 'attachments/%' THEN 'attachment'
		ELSE 'document' END AS "kind"
	FROM "objects" WHERE "stored_bytes" IS NOT NULL AND "school_id" IS NOT NULL
) held GROUP BY "school_id", "kind"
ON CONFLICT ("school_id", "kind") DO UPDATE SET
	"stored_bytes" = excluded."stored_bytes", "stored_objects" = excluded."stored_objects";--> statement-breakpoint
INSERT INTO "usage_daily" ("school_id", "kind", "day", "start_bytes", "peak_bytes", "end_bytes")
SELECT "school_id", "kind", "day", "held" - "came", "held", "held" FROM (
	SELECT "school_id", "kind", "day", sum("stored_bytes") AS "came",
		sum(sum("stored_bytes")) OVER (PARTITION BY "school_id", "kind" ORDER BY "day") AS "held"
	FROM (
		SELECT "school_id", "stored_bytes", ("created_at" AT TIME ZONE 'UTC')::date AS "day", CASE
			WHEN "bucket" = 'public' THEN 'public'
			WHEN "purpose" = 'thumbnail' THEN 'thumbnail'
			WHEN "key" LIKE 'reports/%' THEN 'report'
			WHEN "key" LIKE 'media/%' THEN 'media'
			WHEN "key" LIKE 'attachments/%' THEN 'attachment'
			ELSE 'document' END AS "kind"
		FROM "objects" WHERE "stored_bytes" IS NOT NULL AND "school_id" IS NOT NULL
	) held GROUP BY "school_id", "kind", "day"
) days;
