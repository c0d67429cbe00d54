CREATE TABLE "document_students" (
	"school_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"student_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "document_students_key" PRIMARY KEY("document_id","student_id")
);
--> statement-breakpoint
CREATE TABLE "students" (
	"id" uuid PRIMARY KEY NOT NULL,
	"school_id" uuid NOT NULL,
	"given_name" varchar(100) NOT NULL,
	"family_name" varchar(100) NOT NULL,
	"name_sort" text NOT NULL,
	"search_text" text NOT NULL,
	"external_id" varchar(64),
	"date_of_birth" date,
	"group" varchar(60),
	"enrolled_on" date,
	"left_on" date,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "students_school_id_key" UNIQUE("school_id","id"),
	CONSTRAINT "students_days_check" CHECK ("students"."left_on" >= "students"."enrolled_on")
);
--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "student_ids" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "document_students" ADD CONSTRAINT "document_students_document_fk" FOREIGN KEY ("school_id","document_id") REFERENCES "public"."documents"("school_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_students" ADD CONSTRAINT "document_students_student_fk" FOREIGN KEY ("school_id","student_id") REFERENCES "public"."students"("school_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "students" ADD CONSTRAINT "students_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "document_students_student_idx" ON "document_students" USING btree ("school_id","student_id","document_id");--> statement-breakpoint
CREATE UNIQUE INDEX "students_external_id_key" ON "students" USING btree ("school_id","external_id") WHERE "students"."external_id" is not null;--> statement-breakpoint
CREATE INDEX "students_name_idx" ON "students" USING btree ("school_id",(left("name_sort", 200) collate name_order),"id");--> statement-breakpoint
CREATE INDEX "students_group_idx" ON "students" USING btree ("school_id","group");--> statement-breakpoint
CREATE INDEX "students_search_trgm_idx" ON "students" USING gin ("search_text" gin_trgm_ops);