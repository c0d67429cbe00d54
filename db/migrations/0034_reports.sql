CREATE TABLE "report_types" (
	"id" uuid PRIMARY KEY NOT NULL,
	"school_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"archived_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "report_types_slug_key" UNIQUE("school_id","slug"),
	CONSTRAINT "report_types_name_key" UNIQUE("school_id","name_key"),
	CONSTRAINT "report_types_slug_check" CHECK ("report_types"."slug" ~ '^[a-z0-9]+([-_][a-z0-9]+)*$' and length("report_types"."slug") <= 64),
	CONSTRAINT "report_types_name_check" CHECK (char_length("report_types"."name") between 1 and 60)
);
--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "term" smallint;--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "term" smallint;--> statement-breakpoint
ALTER TABLE "report_types" ADD CONSTRAINT "report_types_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "documents_report_type_newest_idx" ON "documents" USING btree ("school_id","report_type","uploaded_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE "documents"."deleted_at" is null and "documents"."report_type" is not null;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_term_check" CHECK ("documents"."term" between 1 and 6);--> statement-breakpoint
ALTER TABLE "uploads" ADD CONSTRAINT "uploads_term_check" CHECK ("uploads"."term" between 1 and 6);