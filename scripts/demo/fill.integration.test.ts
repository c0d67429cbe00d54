import { and, count, eq, isNotNull } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { closeDatabase, database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { memberships } from "#db/schema/memberships.ts";
import { uploads } from "#db/schema/uploads.ts";
import { findSchoolBySlug } from "#lib/auth/data.ts";
import { signIn } from "#lib/auth/sign-in.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { calendar } from "#scripts/demo/dates.ts";
import { fillSchool } from "#scripts/demo/fill.ts";
import { PASSWORD, SCHOOL, STAFF } from "#scripts/demo/people.ts";
import { planFiles } from "#scripts/demo/plan.ts";

const ANCHOR = new Date("2026-11-20T11:00:00Z");
const MINUTES = 60_000;

afterAll(() => closeDatabase());

test("the made-up school is filled once, by uploads that passed every check", {
  timeout: 5 * MINUTES,
}, async () => {
  const plan = planFiles(calendar(ANCHOR));
  expect(await fillSchool(ANCHOR)).toBe(plan.length);
  const schoolId = await findSchoolBySlug(SCHOOL.slug);
  if (schoolId === null) throw new Error("There is no school.");
  const ofSchool = eq(documents.schoolId, schoolId);

  const rows = await database()
    .select({ filename: documents.filename, at: documents.uploadedAt, trashed: documents.deletedAt })
    .from(documents)
    .where(ofSchool);
  const sorted = (list: readonly (readonly [string, number, number])[]) =>
    [...list].sort((a, b) => a[0].localeCompare(b[0]) || a[1] - b[1]);
  expect(
    sorted(rows.map(({ filename, at, trashed }) => [filename, at.getTime(), trashed?.getTime() ?? 0])),
  ).toEqual(
    sorted(plan.map(({ filename, at, trashedAt }) => [filename, at.getTime(), trashedAt?.getTime() ?? 0])),
  );
  const [verified] = await database()
    .select({ many: count() })
    .from(documents)
    .where(and(ofSchool, isNotNull(documents.sha256VerifiedAt)));
  expect(verified?.many).toBe(plan.length);
  const open = and(eq(uploads.schoolId, schoolId), eq(uploads.status, "pending"));
  expect(await database().$count(uploads, open)).toBe(0);

  expect(await fillSchool(ANCHOR)).toBe(0);
  expect(await database().$count(documents, ofSchool)).toBe(plan.length);
  expect(await database().$count(memberships, eq(memberships.schoolId, schoolId))).toBe(STAFF.length);
});

test.each(STAFF)("$name signs in with what is printed", async ({ email }) => {
  await expect(signIn(email, PASSWORD, localOrigin("test"))).resolves.toBeTruthy();
});
