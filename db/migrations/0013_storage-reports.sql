CREATE TABLE "storage_reports" (
	"school_id" uuid PRIMARY KEY NOT NULL,
	"figures" jsonb,
	"measured_at" timestamp (3) with time zone,
	"took_ms" integer,
	"requested_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "storage_reports" ADD CONSTRAINT "storage_reports_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;