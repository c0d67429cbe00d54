import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { editDocument } from "#lib/documents/edit.mutations.ts";
import { restoreClasses } from "#lib/moving/restore-school.mutations.ts";
import { publishDocument } from "#lib/publishing/mutations.ts";
import { addClass } from "#lib/record-classes/mutations.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { endSignatures, runJobs } from "#lib/testing/jobs.ts";
import { openLink, storePicture } from "#lib/testing/public.ts";
import { auditOf, documentRow } from "#lib/testing/rows.ts";
import { buildSchool } from "#lib/testing/school.ts";

test("a class that an import restricts takes what it has out of the public, and out of what is counted for all", async () => {
  const { id: schoolId, administrator } = await buildSchool();
  const name = "Care";
  const made = (await addClass(administrator, name)).find((one) => one.name === name);
  const file = await storePicture(administrator);
  await editDocument(administrator, file.id, { recordClass: name });
  const { url } = await publishDocument(administrator, file.id);
  await runJobs();
  expect((await openLink(url)).status).toBe(200);

  const there = { id: randomUUID(), name, archived: false, restricted: true };
  for (const _ of ["once", "again"])
    expect((await restoreClasses(administrator, [there])).get(there.id)).toBe(made?.id);
  expect(await documentRow(file.id)).toMatchObject({ restricted: true });
  expect(await auditOf(schoolId, "record_class.restricted")).toMatchObject([{ targetId: made?.id }]);
  await endSignatures(schoolId);
  await runJobs();
  expect((await openLink(url)).status).toBe(404);
  await expectInvariants(schoolId);
});
