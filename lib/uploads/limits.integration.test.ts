import { and, eq, isNull } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { uploads } from "#db/schema/uploads.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { pdfFile } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { askOne, requestFor, ticketFor } from "#lib/testing/upload.ts";
import { abortUpload } from "#lib/uploads/abort.ts";
import { MAX_PENDING_PER_PERSON } from "#lib/uploads/constants.ts";
import { requestUploads } from "#lib/uploads/request.ts";

let school: TestSchool;
beforeAll(async () => {
  school = await buildSchool();
});
afterAll(() => expectInvariants(school.id));

describe("pending uploads of one person", () => {
  test("are capped for many requests at once too", async () => {
    await fillUp(3);
    const request = requestFor(await pdfFile());
    const batches = await Promise.all(
      Array.from({ length: 6 }, () => requestUploads(school.registrar, [request, request, request])),
    );
    expect(batches.flat().filter((answer) => answer.ok)).toHaveLength(3);
    expect(batches.flat().filter((answer) => !answer.ok && answer.code === "too_many_pending")).toHaveLength(
      15,
    );
    await emptyAgain();
  });

  async function fillUp(missing: number): Promise<void> {
    const { uploadId } = await ticketFor(school.registrar, await pdfFile());
    const [row] = await database().select().from(uploads).where(eq(uploads.id, uploadId));
    if (row === undefined) throw new Error("It has no row.");
    const { id: _id, objectId: _objectId, ...rest } = row;
    const copies = Array.from({ length: MAX_PENDING_PER_PERSON - missing - 1 }, () => ({
      ...rest,
      nextCheckAt: new Date(Date.now() + 3_600_000),
    }));
    await database().insert(uploads).values(copies);
  }

  test("are capped, for them alone", async () => {
    await fillUp(2);
    const request = requestFor(await pdfFile());
    const answers = await requestUploads(school.registrar, [request, request, request, request]);
    expect(answers.map((answer) => (answer.ok ? "ok" : answer.code))).toEqual([
      "ok",
      "ok",
      "too_many_pending",
      "too_many_pending",
    ]);
    expect((await askOne(school.registrar, request)).ok).toBe(false);
    expect((await askOne(school.teacher, request)).ok).toBe(true);
    await emptyAgain();
  });

  const emptyAgain = async () => {
    const waiting = await database()
      .select()
      .from(uploads)
      .where(eq(uploads.userId, school.registrar.userId));
    for (const { id } of waiting.filter(({ objectId }) => objectId !== null)) {
      await abortUpload(school.registrar, id);
    }
    await database()
      .delete(uploads)
      .where(and(eq(uploads.schoolId, school.id), isNull(uploads.objectId)));
  };
});
