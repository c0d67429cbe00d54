CREATE TABLE "profile_images" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"object_id" uuid NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"sha256" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"signed_until" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "profile_images_object_id_unique" UNIQUE("object_id"),
	CONSTRAINT "profile_images_user_key" UNIQUE("user_id","state")
);
--> statement-breakpoint
ALTER TABLE "storage_totals" DROP CONSTRAINT "storage_totals_school_id_kind_pk";--> statement-breakpoint
ALTER TABLE "storage_totals" ALTER COLUMN "school_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "profile_images" ADD CONSTRAINT "profile_images_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "profile_images" ADD CONSTRAINT "profile_images_object_id_objects_id_fk" FOREIGN KEY ("object_id") REFERENCES "public"."objects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "storage_totals" ADD CONSTRAINT "storage_totals_key" UNIQUE NULLS NOT DISTINCT("school_id","kind");--> statement-breakpoint
ALTER TABLE "objects" ADD CONSTRAINT "objects_avatar_check" CHECK ("objects"."purpose" <> 'avatar' or "objects"."school_id" is null);