CREATE TABLE "import_links" (
	"school_id" uuid NOT NULL,
	"source_key" text NOT NULL,
	"local_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "import_links_school_id_source_key_pk" PRIMARY KEY("school_id","source_key")
);
--> statement-breakpoint
ALTER TABLE "import_links" ADD CONSTRAINT "import_links_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;