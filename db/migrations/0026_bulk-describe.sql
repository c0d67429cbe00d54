ALTER TABLE "bulk_action_items" ADD COLUMN "before" jsonb;--> statement-breakpoint
ALTER TABLE "bulk_actions" ADD COLUMN "change" jsonb;