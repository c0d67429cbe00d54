import { readdirSync, readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { documentTags, tags } from "#db/schema/tags.ts";
import { listRecordClasses } from "#lib/record-classes/data.ts";
import { defaultClasses } from "#lib/record-classes/defaults.ts";
import { foldName } from "#lib/storage/filename.ts";
import { insertDocuments } from "#lib/testing/documents.ts";
import { buildSchool } from "#lib/testing/school.ts";

const MIGRATIONS = new URL("../../db/migrations/", import.meta.url);

/** What PostgreSQL says against a statement. */
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => "taken",
    (error: { cause?: { constraint_name?: string } }) => error.cause?.constraint_name,
  );

test("a new school has the classes that schools begin with, in their order", async () => {
  const school = await buildSchool();
  const classes = await listRecordClasses(school.viewer);
  expect(classes.map(({ name }) => name)).toEqual(defaultClasses("en"));
  expect(classes.every(({ archived }) => !archived)).toBe(true);
});

test("a school from before has the same, in its own language", async () => {
  const file = readdirSync(MIGRATIONS).find((name) => name.endsWith("_record-classes.sql")) ?? "";
  const seeding = readFileSync(new URL(file, MIGRATIONS), "utf8").split("--> statement-breakpoint").at(-1);
  const found = await database().transaction(async (tx) => {
    // Tables of the same names stand before the real ones, which others are using.
    await tx.execute(sql`create temporary table schools (id uuid, locale text) on commit drop`);
    await tx.execute(
      sql`create temporary table record_classes (like public.record_classes including all) on commit drop`,
    );
    await tx.execute(sql`insert into schools values
      ('00000000-0000-7000-8000-000000000001', 'en'), ('00000000-0000-7000-8000-000000000002', 'es'),
      ('00000000-0000-7000-8000-000000000003', 'fr')`);
    await tx.execute(sql.raw(seeding ?? ""));
    return tx.execute<{ school: string; id: string; name: string; name_key: string }>(sql`
      select right(school_id::text, 1) as school, id, name, name_key from record_classes
      order by school_id, position`);
  });
  for (const [school, locale] of [
    ["1", "en"],
    ["2", "es"],
    ["3", "en"],
  ] as const) {
    const own = found.filter((row) => row.school === school);
    expect(own.map(({ name }) => name)).toEqual(defaultClasses(locale));
  }
  for (const row of found) {
    expect(row.name_key).toBe(foldName(row.name));
    expect(row.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab]/);
  }
});

test("the database refuses another school's class, and another school's tag", async () => {
  const [own, other] = await Promise.all([buildSchool(), buildSchool()]);
  const [id = ""] = await insertDocuments(own.teacher, [{ filename: "plan.pdf" }]);
  const [foreign] = await listRecordClasses(other.viewer);
  const classed = database()
    .update(documents)
    .set({ recordClassId: foreign?.id ?? null })
    .where(sql`${documents.id} = ${id}`);
  expect(await refusal(classed)).toBe("documents_record_class_fk");

  const [tag] = await database()
    .insert(tags)
    .values({ schoolId: other.id, name: "Trip", nameKey: "trip" })
    .returning({ id: tags.id });
  const link = (schoolId: string) =>
    database()
      .insert(documentTags)
      .values({ schoolId, documentId: id, tagId: tag?.id ?? "" });
  expect(await refusal(link(own.id))).toBe("document_tags_tag_fk");
  expect(await refusal(link(other.id))).toBe("document_tags_document_fk");
});
