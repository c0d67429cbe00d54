CREATE TABLE "audit_checks" (
	"school_id" uuid PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"asked_by" uuid,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"worked_at" timestamp (3) with time zone NOT NULL,
	"events" bigint DEFAULT 0 NOT NULL,
	"found" jsonb,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "audit_checks" ADD CONSTRAINT "audit_checks_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;