CREATE TABLE "import_items" (
	"id" uuid PRIMARY KEY NOT NULL,
	"school_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"source_key" text NOT NULL,
	"path" text NOT NULL,
	"size" bigint NOT NULL,
	"sha256" text NOT NULL,
	"stamp" text,
	"wanted" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"document_id" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"done_at" timestamp (3) with time zone,
	CONSTRAINT "import_items_school_id_key" UNIQUE("school_id","id"),
	CONSTRAINT "import_items_source_key" UNIQUE("school_id","source_key")
);
--> statement-breakpoint
CREATE TABLE "import_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"school_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"source" text NOT NULL,
	"is_dry" boolean DEFAULT false NOT NULL,
	"stored" integer DEFAULT 0 NOT NULL,
	"stored_bytes" bigint DEFAULT 0 NOT NULL,
	"already" integer DEFAULT 0 NOT NULL,
	"left_out" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "import_runs_school_id_key" UNIQUE("school_id","id")
);
--> statement-breakpoint
CREATE TABLE "import_sheet_rows" (
	"school_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"path_key" text NOT NULL,
	"path" text NOT NULL,
	"line" integer NOT NULL,
	"cells" jsonb NOT NULL,
	"met" boolean DEFAULT false NOT NULL,
	CONSTRAINT "import_sheet_rows_run_id_path_key_pk" PRIMARY KEY("run_id","path_key")
);
--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "import_item_id" uuid;--> statement-breakpoint
ALTER TABLE "import_items" ADD CONSTRAINT "import_items_run_fk" FOREIGN KEY ("school_id","run_id") REFERENCES "public"."import_runs"("school_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_runs" ADD CONSTRAINT "import_runs_member_fk" FOREIGN KEY ("school_id","user_id") REFERENCES "public"."memberships"("school_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_sheet_rows" ADD CONSTRAINT "import_sheet_rows_run_fk" FOREIGN KEY ("school_id","run_id") REFERENCES "public"."import_runs"("school_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "import_items_run_idx" ON "import_items" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "import_items_path_idx" ON "import_items" USING hash ("path");--> statement-breakpoint
CREATE INDEX "import_runs_member_idx" ON "import_runs" USING btree ("school_id","user_id");--> statement-breakpoint
ALTER TABLE "uploads" ADD CONSTRAINT "uploads_import_item_fk" FOREIGN KEY ("school_id","import_item_id") REFERENCES "public"."import_items"("school_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "uploads_import_item_key" ON "uploads" USING btree ("import_item_id") WHERE "uploads"."import_item_id" is not null and "uploads"."status" in ('pending', 'done');