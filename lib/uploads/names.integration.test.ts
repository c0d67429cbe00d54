import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { signDownload } from "#lib/documents/access.ts";
import { readBucket } from "#lib/testing/bucket.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { wellFormedName } from "#lib/testing/names.ts";
import { uploadRow } from "#lib/testing/rows.ts";
import { pdfFile } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { storeFile, ticketFor, WAYS } from "#lib/testing/upload.ts";

let school: TestSchool;
beforeAll(async () => {
  school = await buildSchool();
});
afterAll(() => expectInvariants(school.id));

test("any name that is kept goes through the store and comes back exactly", async () => {
  const bytes = await pdfFile();
  await fc.assert(
    fc.asyncProperty(wellFormedName, async (name) => {
      const filename = `${name.slice(0, 500)}.pdf`.slice(-255).toWellFormed();
      const document = await storeFile(school.teacher, { filename }, bytes);
      expect(document.filename).toBe(filename);
      expect(await readBucket(document.filePath)).toEqual(bytes);
      const answer = await fetch((await signDownload(school.viewer, document.id)).url);
      const disposition = answer.headers.get("content-disposition") ?? "";
      expect(decodeURIComponent(disposition.split("filename*=UTF-8''")[1] ?? "")).toBe(filename);
    }),
    { numRuns: 25 },
  );
});

test.each(WAYS)("the longest names fit their columns and their signed request (%s)", async (way) => {
  for (const filename of [
    "😀".repeat(255),
    "\u0e33".repeat(255),
    `${"ñ".repeat(251)}.pdf`,
    "\u202e".repeat(255),
  ]) {
    const { uploadId } = await ticketFor(school.teacher, await pdfFile(), { filename }, way);
    const row = await uploadRow(uploadId);
    expect(row.filename).toBe(filename);
    expect(Array.from(row.key).length).toBeLessThanOrEqual(500);
  }
});
