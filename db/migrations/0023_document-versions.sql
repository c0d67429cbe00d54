CREATE TABLE "document_versions" (
	"school_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"object_id" uuid NOT NULL,
	"filename" varchar(255) NOT NULL,
	"content_type" varchar(100) NOT NULL,
	"file_size" bigint NOT NULL,
	"status" text DEFAULT 'ready' NOT NULL,
	"sha256" text,
	"sha256_verified_at" timestamp (3) with time zone,
	"checksum_failed_at" timestamp (3) with time zone,
	"uploaded_by" uuid NOT NULL,
	"uploaded_at" timestamp (3) with time zone NOT NULL,
	"restored_from" integer,
	CONSTRAINT "document_versions_document_id_number_pk" PRIMARY KEY("document_id","number"),
	CONSTRAINT "document_versions_object_key" UNIQUE("object_id")
);
--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "version_by" uuid;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "version_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "restored_from" integer;--> statement-breakpoint
ALTER TABLE "storage_totals" ADD COLUMN "version_bytes" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "storage_totals" ADD COLUMN "version_objects" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "is_replacement" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "replaces_id" uuid;--> statement-breakpoint
ALTER TABLE "document_versions" ADD CONSTRAINT "document_versions_document_fk" FOREIGN KEY ("school_id","document_id") REFERENCES "public"."documents"("school_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_versions" ADD CONSTRAINT "document_versions_object_fk" FOREIGN KEY ("school_id","object_id") REFERENCES "public"."objects"("school_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_versions" ADD CONSTRAINT "document_versions_member_fk" FOREIGN KEY ("school_id","uploaded_by") REFERENCES "public"."memberships"("school_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "document_versions_school_idx" ON "document_versions" USING btree ("school_id");--> statement-breakpoint
CREATE INDEX "document_versions_unproven_idx" ON "document_versions" USING btree ("uploaded_at") WHERE "document_versions"."sha256_verified_at" is null and "document_versions"."checksum_failed_at" is null and "document_versions"."file_size" > 26214400;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_version_member_fk" FOREIGN KEY ("school_id","version_by") REFERENCES "public"."memberships"("school_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "uploads" ADD CONSTRAINT "uploads_replaces_fk" FOREIGN KEY ("school_id","replaces_id") REFERENCES "public"."documents"("school_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "uploads_replaces_idx" ON "uploads" USING btree ("replaces_id") WHERE "uploads"."replaces_id" is not null;