import { eq } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { uploads } from "#db/schema/uploads.ts";
import { users } from "#db/schema/users.ts";
import { request } from "#lib/api/testing/file.ts";
import { makeSchool } from "#lib/api/testing/school.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { purgeDocuments, restoreDocuments, trashDocuments } from "#lib/documents/mutations.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { listQuotas, schoolRoom } from "#lib/quota/data.ts";
import { setQuota, setQuotaOfSlug } from "#lib/quota/mutations.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { largePicture, partsTicket } from "#lib/testing/multipart.ts";
import { auditOf, documentsOf, makeDue } from "#lib/testing/rows.ts";
import { exeFile, pdfFile, TYPES } from "#lib/testing/sample-files.ts";
import { buildSchool, signedIn, type TestSchool } from "#lib/testing/school.ts";
import { uploadThrough } from "#lib/testing/through.ts";
import { arrived, askOne, requestFor, storeFile, ticketFor } from "#lib/testing/upload.ts";
import { abortUpload } from "#lib/uploads/abort.ts";
import { confirmUpload } from "#lib/uploads/confirm.ts";
import { sweep } from "#lib/uploads/sweep.ts";
import type { UploadAnswer, UploadRequest } from "#lib/uploads/types.ts";

const origin = localOrigin("test");

const uploadsOf = (schoolId: string) =>
  database().select().from(uploads).where(eq(uploads.schoolId, schoolId));

/** Somebody who looks after the installation, in a school of their own. */
async function platformAdmin(): Promise<Actor> {
  const { administrator } = await buildSchool();
  await database().update(users).set({ platformAdmin: true }).where(eq(users.id, administrator.userId));
  return signedIn(administrator.userId, administrator.schoolId);
}

let platform: Actor;
beforeAll(async () => {
  platform = await platformAdmin();
});

async function schoolWith(quota: number | null): Promise<TestSchool> {
  const school = await buildSchool();
  await setQuota(platform, school.id, quota);
  return school;
}

/** A request for `size` bytes that nobody sends. */
const asked = (size: number, more: Partial<UploadRequest> = {}): UploadRequest => ({
  ...requestFor(new Uint8Array()),
  size,
  ...more,
});

const codeOf = (answer: UploadAnswer | undefined) => (answer?.ok ? "ok" : answer?.code);

test("two uploads race for the last byte 200 times, and exactly one wins each time", async () => {
  const school = await schoolWith(1000);
  expect(codeOf(await askOne(school.administrator, asked(999)))).toBe("ok");
  // Of two people, for one person's uploads queue up in any case.
  const racers = [school.teacher, school.registrar];
  for (let round = 0; round < 200; round += 1) {
    racers.reverse();
    const answers = await Promise.all(
      racers.map(async (actor) => ({ actor, answer: await askOne(actor, asked(1)) })),
    );
    const codes = answers.map(({ answer }) => codeOf(answer) ?? "").toSorted((a, b) => b.length - a.length);
    expect([round, ...codes]).toEqual([round, "quota_exceeded", "ok"]);
    expect(await schoolRoom(school.administrator)).toMatchObject({ used: 1000, left: 0 });
    for (const { actor, answer } of answers) if (answer.ok) await abortUpload(actor, answer.upload.uploadId);
  }
});

describe("what counts", () => {
  test("is what is stored, in the trash and on its way; a refusal tells how much that is", async () => {
    const bytes = await pdfFile();
    const size = bytes.length;
    const school = await schoolWith(size * 3 + 10);
    const [kept, thrown] = [
      await storeFile(school.teacher, {}, bytes),
      await storeFile(school.teacher, {}, bytes),
    ];
    await trashDocuments(school.teacher, [thrown.id]);
    const pending = await ticketFor(school.teacher, bytes);
    expect(await askOne(school.registrar, asked(11))).toEqual({
      ok: false,
      code: "quota_exceeded",
      details: { limit: size * 3 + 10, used: size * 3, left: 10, size: 11, pending: size, trash: size },
    });
    const room = () => schoolRoom(school.registrar);
    expect(await room()).toMatchObject({ stored: size, trash: size, pending: size, left: 10 });
    await abortUpload(school.teacher, pending.uploadId);
    expect(await room()).toMatchObject({ pending: 0, left: size + 10 });
    await restoreDocuments(school.teacher, [thrown.id]);
    expect(await room()).toMatchObject({ stored: size * 2, trash: 0, left: size + 10 });
    await trashDocuments(school.teacher, [kept.id, thrown.id]);
    await purgeDocuments(school.administrator, [kept.id, thrown.id]);
    expect(await room()).toMatchObject({ used: 0 });
    await expectInvariants(school.id);
  });

  test("comes back when an upload expires, and when the bytes that came are refused", async () => {
    const bytes = await pdfFile();
    const school = await schoolWith(bytes.length);
    const forgotten = await ticketFor(school.teacher, bytes);
    expect(codeOf(await askOne(school.registrar, asked(1)))).toBe("quota_exceeded");
    await makeDue([forgotten.uploadId], { expired: true });
    await sweep();
    const wrong = await arrived(school.teacher, exeFile().subarray(0, bytes.length));
    await expect(confirmUpload(school.teacher, wrong.uploadId)).rejects.toMatchObject({
      code: "content_mismatch",
    });
    await storeFile(school.registrar, {}, bytes);
    expect(await schoolRoom(school.registrar)).toMatchObject({ used: bytes.length, left: 0 });
    await expectInvariants(school.id);
  });

  test("is never more than the quota, and equals the sums, after any sequence of uploads and deletions", async () => {
    const school = await schoolWith(null);
    const bytes = await pdfFile();
    const unit = bytes.length;
    const steps = fc.array(fc.constantFrom("ask", "ask", "store", "abort", "trash", "restore", "purge"), {
      minLength: 8,
      maxLength: 16,
    });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), steps, async (files, sequence) => {
        const lists = { open: [] as string[], stored: [] as string[], trash: [] as string[] };
        await setQuota(platform, school.id, files * unit);
        const total = () => lists.open.length + lists.stored.length + lists.trash.length;
        const move = async (from: string[], to: string[] | null, act: (id: string) => Promise<unknown>) => {
          const id = from.shift();
          if (id === undefined) return;
          await act(id);
          to?.push(id);
        };
        for (const step of sequence) {
          const hasRoom = total() < files;
          if (step === "ask") {
            const answer = await askOne(school.teacher, requestFor(bytes));
            expect(codeOf(answer)).toBe(hasRoom ? "ok" : "quota_exceeded");
            if (answer.ok) lists.open.push(answer.upload.uploadId);
          } else if (step === "store" && hasRoom)
            lists.stored.push((await storeFile(school.teacher, {}, bytes)).id);
          else if (step === "abort") await move(lists.open, null, (id) => abortUpload(school.teacher, id));
          else if (step === "trash")
            await move(lists.stored, lists.trash, (id) => trashDocuments(school.teacher, [id]));
          else if (step === "restore")
            await move(lists.trash, lists.stored, (id) => restoreDocuments(school.teacher, [id]));
          else if (step === "purge")
            await move(lists.trash, null, (id) => purgeDocuments(school.administrator, [id]));
          expect(await schoolRoom(school.teacher)).toMatchObject({
            used: total() * unit,
            stored: lists.stored.length * unit,
            trash: lists.trash.length * unit,
            pending: lists.open.length * unit,
            left: (files - total()) * unit,
          });
        }
        for (const id of lists.open) await abortUpload(school.teacher, id);
        const documents = [...lists.stored, ...lists.trash];
        if (lists.stored.length > 0) await trashDocuments(school.teacher, lists.stored);
        if (documents.length > 0) await purgeDocuments(school.administrator, documents);
        expect(await schoolRoom(school.teacher)).toMatchObject({ used: 0 });
      }),
      { numRuns: 8 },
    );
    await expectInvariants(school.id);
  });
});

describe("every way in", () => {
  test("in parts: nothing is opened at the store for what does not fit", async () => {
    const bytes = largePicture();
    const school = await schoolWith(bytes.length * 2 - 1);
    const { uploadId } = await partsTicket(school.teacher, bytes);
    const before = await uploadsOf(school.id);
    await expect(partsTicket(school.registrar, bytes)).rejects.toThrow("quota_exceeded");
    expect(await uploadsOf(school.id)).toEqual(before);
    await abortUpload(school.teacher, uploadId);
    await abortUpload(school.registrar, (await partsTicket(school.registrar, bytes)).uploadId);
  });

  test("through the server: refused, and nothing is left", async () => {
    const bytes = await pdfFile();
    const school = await schoolWith(bytes.length - 1);
    const body = new Blob([new Uint8Array(bytes)]).stream();
    const file = { kind: "document", filename: "plan.pdf", contentType: TYPES.pdf } as const;
    await expect(uploadThrough(school.teacher, file, body, null)).rejects.toMatchObject({
      code: "quota_exceeded",
      details: { left: bytes.length - 1, size: bytes.length },
    });
    expect(await uploadsOf(school.id)).toEqual([]);
  });

  test("by the API: a problem with its code, and the bytes to reckon with", async () => {
    const school = await makeSchool();
    await setQuota(platform, school.id, 100);
    const answer = await request(await school.token(), Buffer.alloc(101));
    expect([answer.status, answer.headers.get("content-type")]).toEqual([413, "application/problem+json"]);
    expect(answer.json).toMatchObject({
      code: "quota_exceeded",
      detail: expect.stringContaining("trash"),
      details: { limit: 100, used: 0, left: 100, size: 101, pending: 0 },
    });
  });
});

describe("the quota itself", () => {
  test("is set by whoever looks after the installation, and is one school's alone", async () => {
    const [limited, other] = [await schoolWith(0), await buildSchool()];
    expect(codeOf(await askOne(limited.teacher, asked(1)))).toBe("quota_exceeded");
    expect(codeOf(await askOne(other.teacher, asked(1)))).toBe("ok");
    for (const actor of [limited.administrator, limited.registrar, (await limited.token()).actor]) {
      await expect(setQuota(actor, limited.id, 1000)).rejects.toMatchObject({ code: "not_found" });
      await expect(listQuotas(actor)).rejects.toMatchObject({ code: "not_found" });
    }
    await expect(setQuota(platform, crypto.randomUUID(), 1)).rejects.toMatchObject({ code: "not_found" });
    const rows = await listQuotas(platform);
    expect(rows.find(({ id }) => id === limited.id)).toMatchObject({ quota: 0, stored: 0, pending: 0 });
    expect(rows.find(({ id }) => id === other.id)).toMatchObject({ quota: null, pending: 1 });
  });

  test("leaves a trace of each change, and none of what changes nothing", async () => {
    const school = await schoolWith(null);
    await setQuota(platform, school.id, 5000);
    await setQuota(platform, school.id, 5000);
    const { slug } = (await listQuotas(platform)).find(({ id }) => id === school.id) ?? { slug: "" };
    await setQuotaOfSlug(slug, null, origin);
    const trace = await auditOf(school.id, "school.quota_changed");
    expect(trace.map(({ userId, details }) => [userId, details])).toEqual([
      [platform.userId, { from: null, to: 5000 }],
      [null, { from: 5000, to: null }],
    ]);
    await expect(setQuotaOfSlug("nobody-has-this", 1, origin)).rejects.toMatchObject({ code: "not_found" });
  });

  test("lowered below what is stored deletes nothing, ends no upload, and lets nothing more in", async () => {
    const school = await schoolWith(null);
    const bytes = await pdfFile();
    const document = await storeFile(school.teacher, {}, bytes);
    const open = await arrived(school.teacher, bytes);
    await setQuota(platform, school.id, 10);
    await confirmUpload(school.teacher, open.uploadId);
    expect(await schoolRoom(school.teacher)).toMatchObject({ used: bytes.length * 2, left: 0 });
    expect(codeOf(await askOne(school.teacher, asked(1)))).toBe("quota_exceeded");
    expect((await documentsOf(school.id)).map(({ id }) => id)).toContain(document.id);
  });

  test("is told to those who see usage or upload, and to nobody else", async () => {
    const school = await schoolWith(1000);
    expect(await schoolRoom(school.teacher)).toMatchObject({ quota: 1000 });
    expect(await schoolRoom((await school.token("usage:read")).actor)).toMatchObject({ quota: 1000 });
    expect(await schoolRoom(school.viewer)).toBeNull();
    await expect(
      schoolRoom({ can: () => true, schoolId: school.id } as unknown as Actor),
    ).rejects.toMatchObject({
      code: "unauthenticated",
    });
  });
});
