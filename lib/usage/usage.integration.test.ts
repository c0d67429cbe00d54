import { expect, test } from "vitest";
import { trashDocuments } from "#lib/documents/mutations.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { pngFile, TYPES } from "#lib/testing/sample-files.ts";
import { buildSchool } from "#lib/testing/school.ts";
import { storeFile } from "#lib/testing/upload.ts";
import { dayOf } from "#lib/usage/days.ts";
import { usageHeadline } from "#lib/usage/headline.data.ts";
import { usageReport } from "#lib/usage/report.data.ts";

test("a school's usage is what it stores, by kind, with the trash apart", async () => {
  const school = await buildSchool();
  const plan = await storeFile(school.teacher);
  const report = await storeFile(school.registrar, { kind: "report" });
  const picture = await storeFile(
    school.teacher,
    { kind: "media", contentType: TYPES.png, filename: "a.png" },
    pngFile(),
  );
  const thrown = await storeFile(school.teacher);
  await trashDocuments(school.teacher, [thrown.id]);
  const today = dayOf(new Date());
  const { groups } = await usageReport(school.registrar, { from: today, to: today, groupBy: "kind" });
  const kinds = groups.map(({ key, bytes, objects }) => ({ key, bytes, objects }));
  expect(kinds.toSorted((a, b) => (a.key < b.key ? -1 : 1))).toEqual([
    { key: "document", bytes: plan.fileSize, objects: 1 },
    { key: "media", bytes: picture.fileSize, objects: 1 },
    { key: "report", bytes: report.fileSize, objects: 1 },
  ]);
  const bytes = plan.fileSize + report.fileSize + picture.fileSize;
  expect((await usageHeadline(school.registrar)).totals).toEqual({
    bytes,
    objects: 3,
    trashBytes: thrown.fileSize,
    trashObjects: 1,
    versionBytes: 0,
    versionObjects: 0,
    storedBytes: bytes + thrown.fileSize,
    storedObjects: 4,
  });
  await expectInvariants(school.id);
});

test("usage is for administrators and registrars, and for tokens that were given it", async () => {
  const school = await buildSchool();
  for (const actor of [school.teacher, school.viewer, (await school.token("documents:read")).actor]) {
    await expect(usageHeadline(actor)).rejects.toMatchObject({ code: "forbidden" });
  }
  expect((await usageHeadline((await school.token("usage:read")).actor)).totals).toMatchObject({
    bytes: 0,
    objects: 0,
    storedBytes: 0,
  });
});
