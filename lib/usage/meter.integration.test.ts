import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { objects } from "#db/schema/objects.ts";
import { usageDaily } from "#db/schema/usage-daily.ts";
import { openBytes, openDocument, signDownload } from "#lib/documents/access.ts";
import { listDocuments } from "#lib/documents/data.ts";
import { purgeDocuments, trashDocuments } from "#lib/documents/mutations.ts";
import { runDeleteJob } from "#lib/storage/delete-job.ts";
import { putBack, takeTallies } from "#lib/storage/meter.ts";
import { headObject, readRange } from "#lib/storage/objects.ts";
import { productStoreAt, withStore } from "#lib/testing/bucket.ts";
import { faultyStore } from "#lib/testing/faulty-store.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { endSignatures, runJobs } from "#lib/testing/jobs.ts";
import { largePicture, partsTicket, sendParts } from "#lib/testing/multipart.ts";
import { objectRow } from "#lib/testing/rows.ts";
import { pngFile, TYPES } from "#lib/testing/sample-files.ts";
import { buildSchool } from "#lib/testing/school.ts";
import { arrived, storeFile, ticketFor } from "#lib/testing/upload.ts";
import { makeThumbnail } from "#lib/thumbnails/make.ts";
import { abortUpload } from "#lib/uploads/abort.ts";
import { confirmUpload } from "#lib/uploads/confirm.ts";
import { dayOf } from "#lib/usage/days.ts";
import { flushUsage } from "#lib/usage/flush.mutations.ts";
import { usageReport } from "#lib/usage/report.data.ts";

type Figure = Exclude<keyof typeof usageDaily.$inferSelect, "schoolId" | "kind" | "day">;

/** What a school's rows say of one kind, over all days. */
async function countedFor(schoolId: string, kind: "document" | "media" | "thumbnail") {
  const rows = await database()
    .select()
    .from(usageDaily)
    .where(and(eq(usageDaily.schoolId, schoolId), eq(usageDaily.kind, kind)));
  const sum = (name: Figure) => rows.reduce((total, row) => total + row[name], 0);
  return {
    classA: sum("classA"),
    classB: sum("classB"),
    free: sum("free"),
    classAEstimated: sum("classAEstimated"),
    classBEstimated: sum("classBEstimated"),
    bytesIn: sum("bytesIn"),
    bytesOut: sum("bytesOut"),
    bytesOutEstimated: sum("bytesOutEstimated"),
  };
}

describe("what a school does at the store", () => {
  beforeEach(() => flushUsage());

  test("is what the store itself saw, by the class that R2 bills it in", async () => {
    const school = await buildSchool();
    const seen = { classA: 0, classB: 0, free: 0 };
    await using behind = await faultyStore(({ method = "", url = "" }) => {
      if (!decodeURIComponent(url).includes(`media/${school.id}/`)) return null;
      if (method === "DELETE") seen.free += 1;
      else if (method === "GET" || method === "HEAD") seen.classB += 1;
      else seen.classA += 1;
      return null;
    });
    const media = { kind: "media" as const, contentType: TYPES.png, filename: "a.png" };
    const bytes = pngFile();
    await withStore(productStoreAt(behind.endpoint), async () => {
      // A browser sends to where it is told: over the same line.
      const send = async () =>
        (await confirmUpload(school.teacher, (await arrived(school.teacher, bytes, media, "put")).uploadId))
          .document;
      const file = await send();
      await send();
      const { open } = await openBytes(school.teacher, file.id, null);
      await new Response(await open()).arrayBuffer();
      expect(await headObject(`media/${school.id}/nothing`)).toBeNull();
      await trashDocuments(school.teacher, [file.id]);
      await purgeDocuments(school.administrator, [file.id]);
      await runDeleteJob((await objectRow(file.filePath))?.id ?? "");
    });
    await flushUsage();
    expect(seen.free).toBe(1);
    expect(await countedFor(school.id, "media")).toMatchObject({
      ...seen,
      bytesIn: 2 * bytes.length,
      classAEstimated: 0,
      classBEstimated: 0,
    });
    await endSignatures(school.id);
    await runJobs();
    await expectInvariants(school.id);
  });

  test("counts what it was refused for lack of rights, and what failed, as R2 does: not at all", async () => {
    const school = await buildSchool();
    const key = `documents/${school.id}/2026/x`;
    for (const status of [403, 500]) {
      await using behind = await faultyStore(() => status);
      await withStore(productStoreAt(behind.endpoint), async () => {
        await expect(readRange(key, 0, 1)).rejects.toThrow();
      });
    }
    await flushUsage();
    expect(await countedFor(school.id, "document")).toMatchObject({ classB: 0 });
  });

  test("counts an address that was signed as estimated, and one that is handed out again once", async () => {
    const school = await buildSchool();
    const file = await storeFile(
      school.teacher,
      { kind: "media", contentType: TYPES.png, filename: "a.png" },
      pngFile(),
    );
    await flushUsage();
    await openDocument(school.viewer, file.id);
    await openDocument(school.viewer, file.id);
    await signDownload(school.viewer, file.id);
    await flushUsage();
    const media = await countedFor(school.id, "media");
    // The border between two windows of five minutes may lie between the first two.
    expect([2, 3]).toContain(media.classBEstimated);
    expect(media.bytesOutEstimated).toBe(media.classBEstimated * file.fileSize);

    await makeThumbnail(file.id, { lastTry: true });
    await flushUsage();
    for (let time = 0; time < 3; time += 1) await listDocuments(school.viewer, { view: "live" });
    await flushUsage();
    const [thumbnail] = await database()
      .select({ size: objects.size })
      .from(documents)
      .innerJoin(objects, eq(objects.id, documents.thumbnailObjectId))
      .where(eq(documents.id, file.id));
    const counted = await countedFor(school.id, "thumbnail");
    expect(counted).toMatchObject({ classA: 1, bytesIn: thumbnail?.size });
    // Once for each five minutes that the test has seen: their border may lie between two of the calls.
    expect(
      [1, 2].map((times) => ({ classBEstimated: times, bytesOutEstimated: times * (thumbnail?.size ?? 0) })),
    ).toContainEqual({
      classBEstimated: counted.classBEstimated,
      bytesOutEstimated: counted.bytesOutEstimated,
    });
    await expectInvariants(school.id);
  });

  test("counts parts as estimated while they are signed, each once when all is there, and for ever where they were given up", async () => {
    const school = await buildSchool();
    const bytes = largePicture();
    const today = dayOf(new Date(Date.now() + 86_400_000));
    const estimated = async () => {
      const query = { from: dayOf(new Date(Date.now() - 86_400_000)), to: today, groupBy: "kind" } as const;
      const { activity } = await usageReport(school.administrator, query);
      return [activity.classA.estimated, activity.bytesIn.estimated];
    };
    const whole = await partsTicket(school.teacher, bytes);
    await sendParts(school.teacher, whole, bytes);
    expect(await estimated()).toEqual([whole.partCount, bytes.length]);
    await confirmUpload(school.teacher, whole.uploadId);
    await flushUsage();
    expect(await estimated()).toEqual([0, 0]);
    // Opened, every part, asked which there are, joined.
    expect(await countedFor(school.id, "media")).toMatchObject({
      classA: whole.partCount + 3,
      bytesIn: bytes.length,
    });

    const half = await partsTicket(school.teacher, bytes);
    await sendParts(school.teacher, half, bytes, [1]);
    await abortUpload(school.teacher, half.uploadId);
    // All were signed as it was opened: who sent how many of them nobody knows.
    expect(await estimated()).toEqual([half.partCount, bytes.length]);
    await endSignatures(school.id);
    await runJobs();
  });

  test("an upload that came to nothing never happened", async () => {
    const school = await buildSchool();
    const ticket = await ticketFor(school.teacher, pngFile(), {
      kind: "media",
      contentType: TYPES.png,
      filename: "a.png",
    });
    await abortUpload(school.teacher, ticket.uploadId);
    await flushUsage();
    expect(await countedFor(school.id, "media")).toMatchObject({ classA: 0, classAEstimated: 0, bytesIn: 0 });
  });

  test("is written for the day on which it was done, with what was held then", async () => {
    const school = await buildSchool();
    await storeFile(school.teacher);
    await flushUsage();
    const figures = {
      classB: 3,
      classA: 0,
      free: 0,
      classBEstimated: 0,
      bytesIn: 0,
      bytesOut: 0,
      bytesOutEstimated: 0,
    };
    putBack([{ day: "2026-01-02", kind: "document", schoolId: school.id, key: null, ...figures }]);
    await flushUsage();
    await expectInvariants(school.id);
    const [row] = await database()
      .select()
      .from(usageDaily)
      .where(and(eq(usageDaily.schoolId, school.id), eq(usageDaily.day, "2026-01-02")));
    expect(row).toMatchObject({ classB: 3, startBytes: 0, endBytes: 0 });
  });

  test("is kept for the next time where it cannot be written", async () => {
    const school = await buildSchool();
    const figures = {
      classB: 3,
      classA: 0,
      free: 0,
      classBEstimated: 0,
      bytesIn: 0,
      bytesOut: 0,
      bytesOutEstimated: 0,
    };
    const nobody = {
      day: "2026-01-02",
      kind: "media" as const,
      schoolId: "00000000-0000-4000-8000-000000000000",
      key: null,
    };
    putBack([
      { ...nobody, ...figures },
      { ...nobody, ...figures, schoolId: school.id },
    ]);
    await expect(flushUsage()).rejects.toThrow();
    const left = takeTallies();
    expect(left.map(({ schoolId, classB }) => [schoolId, classB])).toEqual([
      [nobody.schoolId, 3],
      [school.id, 3],
    ]);
    putBack(left.slice(1));
    await flushUsage();
    expect(await countedFor(school.id, "media")).toMatchObject({ classB: 3 });
  });
});
