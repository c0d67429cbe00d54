CREATE TABLE "bulk_action_items" (
	"school_id" uuid NOT NULL,
	"action_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"outcome" text,
	CONSTRAINT "bulk_action_items_action_id_document_id_pk" PRIMARY KEY("action_id","document_id")
);
--> statement-breakpoint
CREATE TABLE "bulk_actions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"school_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"action" text NOT NULL,
	"filter" jsonb,
	"state" text DEFAULT 'queued' NOT NULL,
	"stopped_by" text,
	"role" text NOT NULL,
	"total" integer NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"skipped_rights" integer DEFAULT 0 NOT NULL,
	"skipped_gone" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp (3) with time zone,
	"worked_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"seen_at" timestamp (3) with time zone,
	"undone_by" uuid,
	CONSTRAINT "bulk_actions_school_id_key" UNIQUE("school_id","id")
);
--> statement-breakpoint
ALTER TABLE "bulk_action_items" ADD CONSTRAINT "bulk_action_items_action_fk" FOREIGN KEY ("school_id","action_id") REFERENCES "public"."bulk_actions"("school_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_actions" ADD CONSTRAINT "bulk_actions_member_fk" FOREIGN KEY ("school_id","user_id") REFERENCES "public"."memberships"("school_id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_actions" ADD CONSTRAINT "bulk_actions_undone_by_fk" FOREIGN KEY ("school_id","undone_by") REFERENCES "public"."bulk_actions"("school_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bulk_action_items_open_idx" ON "bulk_action_items" USING btree ("action_id","document_id") WHERE "bulk_action_items"."outcome" is null;--> statement-breakpoint
CREATE INDEX "bulk_actions_person_idx" ON "bulk_actions" USING btree ("school_id","user_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "bulk_actions_open_idx" ON "bulk_actions" USING btree ("worked_at") WHERE "bulk_actions"."finished_at" is null;--> statement-breakpoint
CREATE INDEX "bulk_actions_finished_idx" ON "bulk_actions" USING btree ("finished_at");--> statement-breakpoint
CREATE INDEX "bulk_actions_undone_by_idx" ON "bulk_actions" USING btree ("undone_by") WHERE "bulk_actions"."undone_by" is not null;