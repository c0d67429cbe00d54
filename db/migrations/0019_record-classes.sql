CREATE TABLE "record_classes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"school_id" uuid NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"position" integer NOT NULL,
	"archived_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "record_classes_school_id_key" UNIQUE("school_id","id"),
	CONSTRAINT "record_classes_name_key" UNIQUE("school_id","name_key"),
	CONSTRAINT "record_classes_name_check" CHECK (char_length("record_classes"."name") between 1 and 60)
);
--> statement-breakpoint
CREATE TABLE "document_tags" (
	"school_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"tag_id" uuid NOT NULL,
	CONSTRAINT "document_tags_document_id_tag_id_pk" PRIMARY KEY("document_id","tag_id")
);
--> statement-breakpoint
CREATE TABLE "tags" (
	"id" uuid PRIMARY KEY NOT NULL,
	"school_id" uuid NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tags_school_id_key" UNIQUE("school_id","id"),
	CONSTRAINT "tags_name_key" UNIQUE("school_id","name_key"),
	CONSTRAINT "tags_name_check" CHECK (char_length("tags"."name") between 1 and 40)
);
--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "record_class_id" uuid;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "notes" text;--> statement-breakpoint
ALTER TABLE "record_classes" ADD CONSTRAINT "record_classes_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_tags" ADD CONSTRAINT "document_tags_document_fk" FOREIGN KEY ("school_id","document_id") REFERENCES "public"."documents"("school_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_tags" ADD CONSTRAINT "document_tags_tag_fk" FOREIGN KEY ("school_id","tag_id") REFERENCES "public"."tags"("school_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tags" ADD CONSTRAINT "tags_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "record_classes_order_idx" ON "record_classes" USING btree ("school_id","position","id");--> statement-breakpoint
CREATE INDEX "document_tags_tag_idx" ON "document_tags" USING btree ("school_id","tag_id","document_id");--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_record_class_fk" FOREIGN KEY ("school_id","record_class_id") REFERENCES "public"."record_classes"("school_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "documents_class_newest_idx" ON "documents" USING btree ("school_id","record_class_id","uploaded_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE "documents"."deleted_at" is null and "documents"."record_class_id" is not null;--> statement-breakpoint
CREATE INDEX "documents_year_newest_idx" ON "documents" USING btree ("school_id","year","uploaded_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE "documents"."deleted_at" is null and "documents"."year" is not null;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_notes_check" CHECK (char_length("documents"."notes") between 1 and 4000);--> statement-breakpoint
-- Every school there is begins with the same classes as a new one (lib/record-classes/defaults.ts), under ids of version 7.
INSERT INTO "record_classes" ("id", "school_id", "position", "name", "name_key")
  SELECT encode(
      set_bit(
        set_bit(
          overlay(
            uuid_send(gen_random_uuid())
            placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
            from 1 for 6
          ), 52, 1
        ), 53, 1
      ), 'hex'
    )::uuid, s."id", d."position", d."name", d."name_key"
  FROM "schools" s
  JOIN (VALUES
    ('en', 0, 'Birth certificate', 'birth certificate'),
    ('en', 1, 'Identity document', 'identity document'),
    ('en', 2, 'Enrolment form', 'enrolment form'),
    ('en', 3, 'Consent', 'consent'),
    ('en', 4, 'Medical note', 'medical note'),
    ('en', 5, 'Assessment', 'assessment'),
    ('en', 6, 'Correspondence', 'correspondence'),
    ('en', 7, 'Other', 'other'),
    ('es', 0, 'Partida de nacimiento', 'partida de nacimiento'),
    ('es', 1, 'Documento de identidad', 'documento de identidad'),
    ('es', 2, 'Ficha de matrícula', 'ficha de matricula'),
    ('es', 3, 'Consentimiento', 'consentimiento'),
    ('es', 4, 'Informe médico', 'informe medico'),
    ('es', 5, 'Evaluación', 'evaluacion'),
    ('es', 6, 'Correspondencia', 'correspondencia'),
    ('es', 7, 'Otros', 'otros')
  ) AS d ("locale", "position", "name", "name_key")
    ON d."locale" = CASE WHEN s."locale" = 'es' THEN 'es' ELSE 'en' END;