-- After a dump was put into another server its transactions begin anew; db/guard-audit.ts then adds what they lack.
CREATE FUNCTION audit_tx_offset() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS 'select 0::bigint';--> statement-breakpoint
CREATE FUNCTION audit_tx() RETURNS bigint LANGUAGE sql STABLE
  AS 'select pg_current_xact_id()::text::bigint + public.audit_tx_offset()';--> statement-breakpoint
CREATE FUNCTION audit_settled() RETURNS bigint LANGUAGE sql STABLE
  AS 'select pg_snapshot_xmin(pg_current_snapshot())::text::bigint + public.audit_tx_offset()';--> statement-breakpoint
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit is only ever added to' USING ERRCODE = 'insufficient_privilege';
END $$;--> statement-breakpoint
CREATE TABLE "audit_seal_copies" (
	"chain" uuid NOT NULL,
	"number" bigint NOT NULL,
	"copied_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_seal_copies_chain_number_pk" PRIMARY KEY("chain","number")
);
--> statement-breakpoint
CREATE TABLE "audit_seals" (
	"chain" uuid NOT NULL,
	"number" bigint NOT NULL,
	"after_tx" bigint NOT NULL,
	"after_id" uuid NOT NULL,
	"last_tx" bigint NOT NULL,
	"last_id" uuid NOT NULL,
	"events" integer NOT NULL,
	"entries" "bytea" NOT NULL,
	"digest" "bytea" NOT NULL,
	"previous" "bytea",
	"head" "bytea" NOT NULL,
	"key_id" text NOT NULL,
	"sealed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "audit_seals_chain_number_pk" PRIMARY KEY("chain","number")
);
--> statement-breakpoint
DROP INDEX "audit_events_target_idx";--> statement-breakpoint
-- What was written before there were seals is the beginning of each chain.
ALTER TABLE "audit_events" ADD COLUMN "tx" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_events" ALTER COLUMN "tx" SET DEFAULT audit_tx();--> statement-breakpoint
CREATE INDEX "audit_events_action_idx" ON "audit_events" USING btree ("school_id","action","at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "audit_events_refused_idx" ON "audit_events" USING btree ("school_id","outcome","at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE "audit_events"."outcome" <> 'ok';--> statement-breakpoint
CREATE INDEX "audit_events_student_idx" ON "audit_events" USING btree ("school_id",("details" ->> 'student')) WHERE ("audit_events"."details" ->> 'student') is not null;--> statement-breakpoint
CREATE INDEX "audit_events_seal_idx" ON "audit_events" USING btree ("school_id","tx","id");--> statement-breakpoint
CREATE INDEX "audit_events_target_idx" ON "audit_events" USING btree ("target_id","at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_events"
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();--> statement-breakpoint
CREATE TRIGGER audit_seals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_seals"
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();--> statement-breakpoint
CREATE TRIGGER audit_seal_copies_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_seal_copies"
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();