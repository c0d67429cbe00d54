CREATE TABLE "school_logos" (
	"school_id" uuid PRIMARY KEY NOT NULL,
	"object_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"wanted_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"made_at" timestamp (3) with time zone,
	"problem" text,
	CONSTRAINT "school_logos_object_id_unique" UNIQUE("object_id")
);
--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "public_object_id" uuid;--> statement-breakpoint
ALTER TABLE "objects" ADD COLUMN "bucket" text DEFAULT 'private' NOT NULL;--> statement-breakpoint
ALTER TABLE "school_logos" ADD CONSTRAINT "school_logos_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "school_logos" ADD CONSTRAINT "school_logos_object_fk" FOREIGN KEY ("school_id","object_id") REFERENCES "public"."objects"("school_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_public_object_fk" FOREIGN KEY ("school_id","public_object_id") REFERENCES "public"."objects"("school_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "documents_public_object_key" ON "documents" USING btree ("public_object_id") WHERE "documents"."public_object_id" is not null;--> statement-breakpoint
CREATE INDEX "objects_unfinished_public_idx" ON "objects" USING btree ("created_at") WHERE "objects"."state" = 'pending' and "objects"."bucket" = 'public';