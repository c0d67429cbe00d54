CREATE TABLE "checklist_items" (
	"id" uuid PRIMARY KEY NOT NULL,
	"school_id" uuid NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"record_class_id" uuid NOT NULL,
	"groups" varchar(60)[] DEFAULT '{}' NOT NULL,
	"every_year" boolean DEFAULT false NOT NULL,
	"position" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "checklist_items_name_key" UNIQUE("school_id","name_key"),
	CONSTRAINT "checklist_items_name_check" CHECK (char_length("checklist_items"."name") between 1 and 60)
);
--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "record_class_id" uuid;--> statement-breakpoint
ALTER TABLE "checklist_items" ADD CONSTRAINT "checklist_items_record_class_fk" FOREIGN KEY ("school_id","record_class_id") REFERENCES "public"."record_classes"("school_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "checklist_items_order_idx" ON "checklist_items" USING btree ("school_id","position","id");--> statement-breakpoint
ALTER TABLE "uploads" ADD CONSTRAINT "uploads_record_class_fk" FOREIGN KEY ("school_id","record_class_id") REFERENCES "public"."record_classes"("school_id","id") ON DELETE no action ON UPDATE no action;