CREATE TABLE "reconcile_findings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"run_id" uuid NOT NULL,
	"sort" text NOT NULL,
	"bucket" text,
	"key" text,
	"object_id" uuid,
	"school_id" uuid,
	"document_id" uuid,
	"purpose" text,
	"expected_size" bigint,
	"found_size" bigint,
	"expected_hash" text,
	"found_hash" text,
	"store_upload_id" text,
	"kind" text,
	"drift" jsonb,
	"since" timestamp (3) with time zone,
	"known" boolean DEFAULT false NOT NULL,
	"repair" text,
	"repaired_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "reconcile_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"origin" text NOT NULL,
	"user_id" uuid,
	"hashes" text DEFAULT 'none' NOT NULL,
	"grace_hours" integer NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"phase" text DEFAULT 'private' NOT NULL,
	"cursor" text DEFAULT '' NOT NULL,
	"objects" bigint DEFAULT 0 NOT NULL,
	"bytes" bigint DEFAULT 0 NOT NULL,
	"rows" bigint DEFAULT 0 NOT NULL,
	"expected" bigint DEFAULT 0 NOT NULL,
	"hashed" bigint DEFAULT 0 NOT NULL,
	"young" bigint DEFAULT 0 NOT NULL,
	"requests" bigint DEFAULT 0 NOT NULL,
	"worked_ms" bigint DEFAULT 0 NOT NULL,
	"found" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"truncated" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp (3) with time zone,
	"worked_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"repair" text,
	"repair_sorts" jsonb,
	"repair_by" uuid,
	"repaired_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "objects" ALTER COLUMN "key" SET DATA TYPE text collate "C";--> statement-breakpoint
ALTER TABLE "reconcile_findings" ADD CONSTRAINT "reconcile_findings_run_id_reconcile_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."reconcile_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reconcile_findings_run_idx" ON "reconcile_findings" USING btree ("run_id","id");--> statement-breakpoint
CREATE INDEX "reconcile_findings_repaired_idx" ON "reconcile_findings" USING btree ("repaired_at");--> statement-breakpoint
CREATE UNIQUE INDEX "reconcile_runs_open_key" ON "reconcile_runs" USING btree ((true)) WHERE "reconcile_runs"."finished_at" is null;--> statement-breakpoint
CREATE INDEX "reconcile_runs_newest_idx" ON "reconcile_runs" USING btree ("created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "objects_public_key_idx" ON "objects" USING btree ("key") WHERE "objects"."bucket" = 'public';