import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { uploads } from "#db/schema/uploads.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { config } from "#lib/config.ts";
import { purgeDocuments, trashDocuments } from "#lib/documents/mutations.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { largePicture, largeRequest } from "#lib/testing/multipart.ts";
import { auditOf } from "#lib/testing/rows.ts";
import { pdfFile, sha256Of } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { arrived, requestFor, storeFile, ticketFor } from "#lib/testing/upload.ts";
import { offerUploads } from "#lib/uploads/offer.ts";
import type { OfferedFile } from "#lib/uploads/types.ts";

let school: TestSchool;
let other: TestSchool;
beforeAll(async () => {
  [school, other] = [await buildSchool(), await buildSchool()];
});
afterAll(() => Promise.all([expectInvariants(school.id), expectInvariants(other.id)]));

async function offered(actor: Actor, file: OfferedFile) {
  const [offer] = await offerUploads(actor, [file]);
  return offer;
}
const opened = { ok: true, upload: expect.anything() };
const pending = async () =>
  (await database().select().from(uploads).where(eq(uploads.schoolId, school.id))).filter(
    ({ status }) => status === "pending",
  ).length;

describe("a file whose bytes the school has already", () => {
  test("is pointed out under the name it has there, and opens no upload", async () => {
    const bytes = await pdfFile();
    const stored = await storeFile(school.registrar, { filename: "carta.pdf" }, bytes);
    const before = await pending();
    const offer = await offered(school.teacher, requestFor(bytes, { filename: "copia de carta.pdf" }));
    expect(offer).toMatchObject({
      ok: true,
      here: {
        id: stored.id,
        filename: "carta.pdf",
        uploadedBy: { id: school.registrar.userId },
        deletedAt: null,
      },
    });
    expect(JSON.stringify(offer)).not.toContain(stored.filePath);
    expect(await pending()).toBe(before);
  });

  test("is uploaded where the person wants both", async () => {
    const bytes = await pdfFile();
    await storeFile(school.teacher, {}, bytes);
    expect(await offered(school.teacher, { ...requestFor(bytes), keepBoth: true })).toEqual(opened);
  });

  test("is told apart from its neighbours of one call, each in its place", async () => {
    const [first, second, third] = [await pdfFile(), await pdfFile(), await pdfFile()];
    const a = await storeFile(school.teacher, {}, first);
    const c = await storeFile(school.teacher, {}, third);
    const bad = requestFor(second, { filename: "a.exe", contentType: "application/x-msdownload" });
    expect(
      await offerUploads(school.teacher, [requestFor(first), requestFor(second), bad, requestFor(third)]),
    ).toMatchObject([
      { here: { id: a.id } },
      opened,
      { ok: false, code: "unsupported_type" },
      { here: { id: c.id } },
    ]);
  });

  test("is the one in the list before one in the trash, and the oldest of several", async () => {
    const bytes = await pdfFile();
    const [trashed, oldest] = [
      await storeFile(school.teacher, {}, bytes),
      await storeFile(school.teacher, {}, bytes),
    ];
    await storeFile(school.teacher, {}, bytes);
    await trashDocuments(school.teacher, [trashed.id]);
    expect(await offered(school.teacher, requestFor(bytes))).toMatchObject({ here: { id: oldest.id } });
  });
});

describe("in the trash", () => {
  test("it is pointed out to those whose trash shows it, and to nobody else", async () => {
    const bytes = await pdfFile();
    const { id } = await storeFile(school.registrar, {}, bytes);
    await trashDocuments(school.registrar, [id]);
    expect(await offered(school.registrar, requestFor(bytes))).toMatchObject({
      here: { id, deletedAt: expect.any(String), canDelete: true },
    });
    expect(await offered(school.teacher, requestFor(bytes))).toEqual(opened);
    await purgeDocuments(school.administrator, [id]);
    expect(await offered(school.registrar, requestFor(bytes))).toEqual(opened);
  });
});

describe("nothing is said of", () => {
  test("another school's file", async () => {
    const bytes = await pdfFile();
    await storeFile(other.teacher, {}, bytes);
    expect(await offered(school.administrator, requestFor(bytes))).toEqual(opened);
  });

  test("a kind that the caller may not read, and no denial is written", async () => {
    const bytes = await pdfFile();
    await storeFile(school.administrator, { kind: "report" }, bytes);
    const { actor } = await school.token("documents:read", "documents:write");
    const denials = (await auditOf(school.id, "access.denied")).length;
    expect(await offered(actor, requestFor(bytes))).toEqual(opened);
    const blind = (await school.token("documents:write")).actor;
    expect(await offered(blind, requestFor(bytes))).toEqual(opened);
    expect(await auditOf(school.id, "access.denied")).toHaveLength(denials);
  });

  test("an upload that is open, or has arrived and was not confirmed", async () => {
    const [open, there] = [await pdfFile(), await pdfFile()];
    await ticketFor(school.teacher, open);
    await arrived(school.teacher, there);
    expect(await offered(school.teacher, requestFor(open))).toEqual(opened);
    expect(await offered(school.teacher, requestFor(there))).toEqual(opened);
  });

  test.each([
    ["was only claimed", { sha256VerifiedAt: null }],
    ["was refuted", { checksumFailedAt: new Date() }],
    ["is of other bytes of another size", { fileSize: 1 }],
  ])("a checksum that %s", async (_name, change) => {
    const bytes = await pdfFile();
    const { id } = await storeFile(school.teacher, {}, bytes);
    const [row] = await database().select().from(documents).where(eq(documents.id, id));
    await database().update(documents).set(change).where(eq(documents.id, id));
    expect(await offered(school.teacher, requestFor(bytes))).toEqual(opened);
    const { sha256VerifiedAt = null, checksumFailedAt = null, fileSize = 0 } = row ?? {};
    await database()
      .update(documents)
      .set({ sha256VerifiedAt, checksumFailedAt, fileSize })
      .where(eq(documents.id, id));
  });
});

describe("a large file", () => {
  const settings = config();
  beforeAll(() => {
    settings.R2_MULTIPART_ABOVE_MIB = 5;
  });
  afterAll(() => {
    settings.R2_MULTIPART_ABOVE_MIB = 25;
  });

  test("is to be read first only where there is one of its size that the caller can see", async () => {
    const bytes = largePicture();
    const asked = largeRequest(bytes);
    expect(bytes.length).toBe(5 * 1024 * 1024 + 1);
    expect(await offered(school.teacher, asked)).toMatchObject({ upload: { method: "multipart" } });
    const small = await storeFile(other.teacher);
    await database().update(documents).set({ fileSize: bytes.length }).where(eq(documents.id, small.id));
    expect(await offered(school.teacher, asked)).toEqual(opened);
    expect(await offered(other.teacher, asked)).toEqual({ ok: true, readFirst: true });
    expect(await offered(other.teacher, { ...asked, keepBoth: true })).toEqual(opened);
    expect(await offered(other.teacher, { ...asked, sha256: sha256Of(bytes) })).toEqual(opened);
    await database().update(documents).set({ fileSize: small.fileSize }).where(eq(documents.id, small.id));
  });
});

test("whoever may write nothing is refused, though it be here", async () => {
  const bytes = await pdfFile();
  await storeFile(school.teacher, {}, bytes);
  await expect(offerUploads(school.viewer, [requestFor(bytes)])).rejects.toMatchObject({ code: "forbidden" });
  await expect(offerUploads(school.teacher, [])).rejects.toMatchObject({ code: "invalid_request" });
});
