import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { actorOfSession } from "#lib/auth/identify.ts";
import { editDocument } from "#lib/documents/edit.mutations.ts";
import { purgeDocuments, trashDocuments } from "#lib/documents/mutations.ts";
import { AppError } from "#lib/errors.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { grantRestricted } from "#lib/members/mutations.ts";
import { settleProof } from "#lib/proofs/mutations.ts";
import { addClass, restrictClass } from "#lib/record-classes/mutations.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { endSignatures, runJobs } from "#lib/testing/jobs.ts";
import { largePicture, partsTicket, sendParts } from "#lib/testing/multipart.ts";
import { PATIENT } from "#lib/testing/patient.ts";
import { documentRow, heldObject, makeDue, objectRow, uploadRow } from "#lib/testing/rows.ts";
import { pdfFile, sha256Of } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { arrived, storeFile, ticketFor } from "#lib/testing/upload.ts";
import { buildWebhook, told } from "#lib/testing/webhooks.ts";
import { abortUpload } from "#lib/uploads/abort.ts";
import { confirmUpload } from "#lib/uploads/confirm.ts";
import { uploadState } from "#lib/uploads/state.ts";
import { sweep } from "#lib/uploads/sweep.ts";

let school: TestSchool;
let admin: Actor;
let teacher: Actor;
let secret: string;
beforeAll(async () => {
  school = await buildSchool();
  admin = school.administrator;
  teacher = school.teacher;
  secret = (await addClass(admin, "Secret")).find(({ name }) => name === "Secret")?.id ?? "";
  await restrictClass(admin, secret, true);
});
afterAll(async () => {
  await endSignatures(school.id);
  await runJobs();
  await expectInvariants(school.id);
});

const restrict = (id: string) => editDocument(admin, id, { recordClass: secret });
const again = async (actor: Actor): Promise<Actor> => {
  const now = await actorOfSession(actor.sessionId ?? "", localOrigin("test"));
  if (now === null) throw new Error("They are not signed in any more.");
  return now;
};
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: unknown) => (error instanceof AppError ? [error.code, error.details] : error),
  );
async function purge(id: string) {
  await trashDocuments(admin, [id]);
  await purgeDocuments(admin, [id]);
}

test("who lost sight of what they have sent in parts cannot have it taken away by another checksum", async () => {
  const { actor: token } = await school.token("media:write");
  for (const actor of [teacher, token]) {
    const bytes = largePicture();
    const ticket = await partsTicket(actor, bytes);
    await sendParts(actor, ticket, bytes);
    const { document } = await confirmUpload(actor, ticket.uploadId);
    await settleProof(await heldObject(document.id), sha256Of(bytes));
    await restrict(document.id);
    const late = confirmUpload(actor, ticket.uploadId, { sha256: "0".repeat(64) });
    expect(await codeOf(late)).toEqual(["upload_closed", {}]);
    expect(await documentRow(document.id)).toMatchObject({ deletedAt: null, checksumFailedAt: null });
    expect((await uploadRow(ticket.uploadId)).status).toBe("done");
  }
});

test("an upload answers of a file that is restricted as of one that was deleted for good", async () => {
  async function sent() {
    const first = await arrived(teacher, await pdfFile());
    const { document } = await confirmUpload(teacher, first.uploadId);
    const next = await arrived(teacher, await pdfFile(), { replaces: document.id });
    await confirmUpload(teacher, next.uploadId);
    const open = await arrived(teacher, await pdfFile(), { replaces: document.id });
    return { id: document.id, uploadIds: [first.uploadId, next.uploadId, open.uploadId] };
  }
  async function answers(actor: Actor, uploadIds: readonly string[]) {
    const all = [];
    for (const uploadId of uploadIds) {
      const { uploadId: _, expiresAt: __, size: ___, ...state } = await uploadState(actor, uploadId);
      const confirmed = await codeOf(confirmUpload(actor, uploadId));
      const after = (await uploadState(actor, uploadId)).refusal;
      all.push([state, confirmed, after, await codeOf(abortUpload(actor, uploadId))]);
    }
    return all;
  }
  const [hidden, purged] = [await sent(), await sent()];
  await restrict(hidden.id);
  await purge(purged.id);
  const given = await answers(teacher, hidden.uploadIds);
  expect(given).toEqual(await answers(teacher, purged.uploadIds));
  expect(given[1]?.[0]).toMatchObject({ status: "done", verified: false, replaces: null });
  // Whoever may see it is told of it.
  const own = await arrived(admin, await pdfFile(), { replaces: hidden.id });
  await confirmUpload(admin, own.uploadId);
  expect(await uploadState(admin, own.uploadId)).toMatchObject({ verified: true, replaces: hidden.id });
});

test("who may not see a file any more does not replace it, by a confirm or by the sweeper", async () => {
  const { id } = await storeFile(teacher);
  const [confirmed, swept] = [
    await arrived(teacher, await pdfFile(), { replaces: id }),
    await arrived(teacher, await pdfFile(), { replaces: id }),
  ];
  // A service account is an administrator; what its token may not see it may not.
  const { actor: token } = await school.token("documents:read", "documents:write", "documents:delete");
  const ofToken = [
    await arrived(token, await pdfFile(), { replaces: id }),
    await arrived(token, await pdfFile(), { replaces: id }),
  ];
  await restrict(id);
  const refused = async (uploadId: string) => {
    await makeDue([uploadId]);
    await sweep();
    await vi.waitFor(
      async () =>
        expect(await uploadRow(uploadId)).toMatchObject({ status: "refused", refusalCode: "document_gone" }),
      PATIENT,
    );
  };
  expect(await codeOf(confirmUpload(teacher, confirmed.uploadId))).toEqual(["document_gone", {}]);
  await refused(swept.uploadId);
  expect(await codeOf(confirmUpload(token, ofToken[0]?.uploadId ?? ""))).toEqual(["document_gone", {}]);
  await refused(ofToken[1]?.uploadId ?? "");
  expect((await documentRow(id))?.version).toBe(1);

  // A grant that was given and withdrawn.
  await grantRestricted(admin, teacher.userId, true);
  const cleared = await again(teacher);
  const [first, second, third] = [
    await arrived(cleared, await pdfFile(), { replaces: id }),
    await arrived(cleared, await pdfFile(), { replaces: id }),
    await arrived(cleared, await pdfFile(), { replaces: id }),
  ];
  await makeDue([first.uploadId]);
  await sweep();
  await vi.waitFor(async () => expect((await uploadRow(first.uploadId)).status).toBe("done"), PATIENT);
  await grantRestricted(admin, teacher.userId, false);
  expect(await codeOf(confirmUpload(await again(teacher), second.uploadId))).toEqual(["document_gone", {}]);
  await refused(third.uploadId);
  expect((await documentRow(id))?.version).toBe(2);
});

test("who may see restricted files replaces one that has become so since they began", async () => {
  const { id } = await storeFile(teacher);
  const { uploadId } = await arrived(admin, await pdfFile(), { replaces: id });
  await restrict(id);
  expect((await confirmUpload(admin, uploadId)).document.version).toBe(2);
});

test("no webhook is told, and no figure tells, that something was to replace a restricted file that is gone", async () => {
  const hook = await buildWebhook(admin, { events: ["upload.failed"] });
  const already = await storeFile(admin, { recordClassId: secret });
  const later = await storeFile(admin);
  const tickets = [
    await ticketFor(admin, await pdfFile(), { replaces: already.id, filename: "already.pdf" }),
    await ticketFor(admin, await pdfFile(), { replaces: later.id, filename: "later.pdf" }),
  ];
  await restrict(later.id);
  await purge(already.id);
  await purge(later.id);
  const open = await ticketFor(admin, await pdfFile(), { filename: "open.pdf" });
  const ids = [...tickets, open].map(({ uploadId }) => uploadId);
  await makeDue(ids, { expired: true });
  await sweep();
  for (const id of ids)
    await vi.waitFor(async () => expect((await uploadRow(id)).status).toBe("expired"), PATIENT);
  expect((await told(hook.id)).map(({ data }) => data.filename)).toEqual(["open.pdf"]);
  for (const { uploadId } of tickets)
    expect((await objectRow((await uploadRow(uploadId)).key))?.restricted).toBe(true);
  expect(await database().$count(documents, eq(documents.schoolId, school.id))).toBeGreaterThan(0);
});
