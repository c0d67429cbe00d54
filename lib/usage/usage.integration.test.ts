import { expect, test } from "vitest";
import { database } from "#db/client.ts";
import { addCounts } from "#lib/documents/counters.mutations.ts";
import { trashDocuments } from "#lib/documents/mutations.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { pngFile, TYPES } from "#lib/testing/sample-files.ts";
import { buildSchool } from "#lib/testing/school.ts";
import { storeFile } from "#lib/testing/upload.ts";
import { usageSummary } from "#lib/usage/data.ts";
import { totalRows } from "#lib/usage/rows.data.ts";

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
  const usage = await usageSummary(school.registrar);
  expect(usage.kinds).toEqual([
    { kind: "document", bytes: plan.fileSize, objects: 1 },
    { kind: "report", bytes: report.fileSize, objects: 1 },
    { kind: "media", bytes: picture.fileSize, objects: 1 },
    { kind: "attachment", bytes: 0, objects: 0 },
  ]);
  const bytes = plan.fileSize + report.fileSize + picture.fileSize;
  expect([usage.totals, usage.trash]).toEqual([
    { bytes, objects: 3 },
    { bytes: thrown.fileSize, objects: 1 },
  ]);
  await expectInvariants(school.id);
});

test("a school pays its part of the account's cost, of all that the bucket holds of it", async () => {
  const school = await buildSchool();
  const GB = 1_000_000_000;
  const before = (await totalRows("all", "all")).get("all")?.storedBytes ?? 0;
  await database().transaction((tx) =>
    addCounts(tx, school.id, [{ kind: "media", storedBytes: 75 * GB, storedObjects: 2 }]),
  );
  const { cost } = await usageSummary(school.administrator);
  const all = before + 75 * GB;
  // Other tests store a few bytes meanwhile.
  const billed = (Math.ceil(all / GB) - 10) * 0.015;
  expect(cost.monthUsd).toBeCloseTo((billed * 75 * GB) / all, 4);
  expect(cost).toMatchObject({ storageUsd: cost.monthUsd, freeGb: 10, basis: "storage_now" });
  await database().transaction((tx) =>
    addCounts(tx, school.id, [{ kind: "media", storedBytes: -75 * GB, storedObjects: -2 }]),
  );
});

test("usage is for administrators and registrars, and for tokens that were given it", async () => {
  const school = await buildSchool();
  for (const actor of [school.teacher, school.viewer, (await school.token("documents:read")).actor]) {
    await expect(usageSummary(actor)).rejects.toMatchObject({ code: "forbidden" });
  }
  expect((await usageSummary((await school.token("usage:read")).actor)).totals).toEqual({
    bytes: 0,
    objects: 0,
  });
});
