import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { hazards } from "#scripts/migrations/survivable.ts";

const FOLDER = join(import.meta.dirname, "..", "..", "db", "migrations");
/** Those before were made for nobody who had a version running. */
const BASELINE = "0045";

const files = readdirSync(FOLDER).filter((name) => name.endsWith(".sql") && name >= BASELINE);

test("there are migrations to look at", () => expect(files.length).toBeGreaterThan(0));

test.each(files)("%s is survived by a version that runs on beside it", (name) => {
  expect(hazards(readFileSync(join(FOLDER, name), "utf8"))).toEqual([]);
});

describe("what the version before would not survive is found", () => {
  test.each([
    'ALTER TABLE "documents" DROP COLUMN "title";',
    'DROP TABLE "tags";',
    'ALTER TABLE "documents" RENAME COLUMN "title" TO "name";',
    'ALTER TABLE "tags" RENAME TO "labels";',
    'ALTER TABLE "documents" ADD COLUMN "colour" text NOT NULL;',
    'ALTER TABLE "documents" ALTER COLUMN "title" SET NOT NULL;',
    'ALTER TABLE "documents" ALTER COLUMN "file_size" SET DATA TYPE integer;',
    'ALTER TABLE "documents" ALTER COLUMN "status" DROP DEFAULT;',
    'CREATE INDEX "documents_colour_idx" ON "documents" USING btree ("colour");',
    'CREATE UNIQUE INDEX "documents_colour_key" ON "public"."documents" ("colour");',
    'ALTER TABLE "documents" ADD CONSTRAINT "documents_check" CHECK (file_size > 0);',
    "UPDATE documents SET title = 'x';",
    'delete from "audit_events" where true;',
    'LOCK TABLE "documents";',
    'CREATE TABLE "a" ("id" uuid);\n--> statement-breakpoint\nDROP TABLE "b";',
  ])("%s", (sql) => {
    expect(hazards(sql)).toHaveLength(1);
  });
});

describe("what it would survive is let be", () => {
  test.each([
    'ALTER TABLE "documents" ADD COLUMN "colour" text;',
    `ALTER TABLE "documents" ADD COLUMN "colour" text DEFAULT 'red' NOT NULL;`,
    'ALTER TABLE "documents" ADD CONSTRAINT "documents_check" CHECK (file_size > 0) NOT VALID;',
    'CREATE TABLE "colours" ("id" uuid NOT NULL);\n--> statement-breakpoint\nCREATE INDEX "c" ON "colours" ("id");',
    'CREATE TABLE "c" ("id" uuid);\n--> statement-breakpoint\nALTER TABLE "c" ADD CONSTRAINT "c_fk" FOREIGN KEY ("id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;',
    'ALTER TABLE "documents" ALTER COLUMN "title" DROP NOT NULL;',
    "create or replace function f() returns void language sql as $$ update documents set title = null $$;",
    "-- DROP TABLE tags; later\nselect 1;",
    '-- survives: nothing has read it since 0.3.0\nALTER TABLE "documents" DROP COLUMN "colour";',
  ])("%s", (sql) => {
    expect(hazards(sql)).toEqual([]);
  });
});

test("a reason holds for its own statement alone, and has to be one", () => {
  const drop = 'ALTER TABLE "documents" DROP COLUMN "colour";';
  const both = `-- survives: nothing has read it since 0.3.0\n${drop}\n--> statement-breakpoint\n${drop}`;
  expect(hazards(both)).toHaveLength(1);
  expect(hazards(`-- survives: ok\n${drop}`)).toHaveLength(1);
});
