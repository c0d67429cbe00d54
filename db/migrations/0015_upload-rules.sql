ALTER TABLE "schools" ADD COLUMN "upload_rules" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
UPDATE "schools" SET "upload_rules" = jsonb_build_object('document', "rule", 'attachment', "rule")
FROM (
	SELECT "id", jsonb_strip_nulls(jsonb_build_object(
		'types', CASE WHEN cardinality("upload_types") > 0 THEN to_jsonb(ARRAY[
			'application/pdf',
			'image/jpeg',
			'image/png',
			'application/msword',
			'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
		] || "upload_types") END,
		'maxBytes', "upload_max_bytes"
	)) AS "rule"
	FROM "schools" WHERE cardinality("upload_types") > 0 OR "upload_max_bytes" IS NOT NULL
) AS "decided" WHERE "decided"."id" = "schools"."id";
