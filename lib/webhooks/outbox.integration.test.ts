import { eq, inArray, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { schools } from "#db/schema/schools.ts";
import { storageTotals } from "#db/schema/storage-totals.ts";
import { webhookEvents } from "#db/schema/webhook-events.ts";
import { presentDocument } from "#lib/api/document.ts";
import { editDocument } from "#lib/documents/edit.mutations.ts";
import { purgeDocuments, purgeExpired, restoreDocuments, trashDocuments } from "#lib/documents/mutations.ts";
import { getDocumentRecord } from "#lib/documents/records.data.ts";
import { saveDraft } from "#lib/messages/draft.mutations.ts";
import { discardDraft } from "#lib/messages/mutations.ts";
import { warnSchools } from "#lib/quota/warn.mutations.ts";
import { documentsOf, makeDue } from "#lib/testing/rows.ts";
import { exeFile } from "#lib/testing/sample-files.ts";
import { buildSchool } from "#lib/testing/school.ts";
import { arrived, storeFile, ticketFor } from "#lib/testing/upload.ts";
import { buildWebhook, changeRow, told, webhookRow } from "#lib/testing/webhooks.ts";
import { abortUpload } from "#lib/uploads/abort.ts";
import { confirmUpload } from "#lib/uploads/confirm.ts";
import { sweep } from "#lib/uploads/sweep.ts";
import { EVENT_TYPES } from "#lib/webhooks/constants.ts";
import { announceDocuments } from "#lib/webhooks/emit.mutations.ts";
import { changeWebhook } from "#lib/webhooks/mutations.ts";

const typesOf = async (webhookId: string) => (await told(webhookId)).map(({ type }) => type);

/** Moves time on for documents in the trash, and has the worker purge them. */
async function purgeOld(ids: readonly string[]): Promise<void> {
  await database()
    .update(documents)
    .set({ deletedAt: sql`now() - interval '31 days'` })
    .where(inArray(documents.id, [...ids]));
  for (let done = false; !done; ) ({ done } = await purgeExpired());
}

test("a document's whole life is told, in the API's words and without its key", async () => {
  const school = await buildSchool();
  const { id: webhookId } = await buildWebhook(school.administrator);
  const { id } = await storeFile(school.teacher, { filename: "informe Peña.pdf" });
  const { actor } = await school.token();
  const { file_path: key, ...stored } = presentDocument(actor, await getDocumentRecord(actor, id));
  await editDocument(school.registrar, id, { filename: "informe.pdf", title: "Informe" });
  await editDocument(school.registrar, id, { filename: "informe.pdf" });
  await trashDocuments(school.registrar, [id]);
  await restoreDocuments(school.registrar, [id]);
  await trashDocuments(school.registrar, [id]);
  await purgeDocuments(school.administrator, [id]);
  const events = await told(webhookId);
  const renamed = { ...stored, filename: "informe.pdf", title: "Informe" };
  expect(events.map(({ type, data }) => [type, data])).toEqual([
    ["document.created", stored],
    ["document.updated", renamed],
    ["document.deleted", renamed],
    ["document.updated", renamed],
    ["document.deleted", renamed],
    ["document.purged", { id, school_id: school.id }],
  ]);
  expect(JSON.stringify(events)).not.toContain(key);
  expect(new Set(events.map((event) => event.id)).size).toBe(events.length);
  for (const event of events) {
    expect(event.school_id).toBe(school.id);
    expect(Math.abs(Date.now() - Date.parse(event.occurred_at))).toBeLessThan(60_000);
  }
});

test("what is rolled back was never told", async () => {
  const school = await buildSchool();
  const { id: webhookId } = await buildWebhook(school.administrator);
  const { id } = await storeFile(school.teacher);
  const jobs = async () => {
    const [row] = await database().execute<{ count: number }>(sql`
      select count(*)::int as count from graphile_worker._private_jobs
      where payload->>'webhookId' = ${webhookId}`);
    return row?.count;
  };
  const before = await jobs();
  expect(before).toBe(1);
  await expect(
    database().transaction(async (tx) => {
      await tx.update(documents).set({ title: "never" }).where(eq(documents.id, id));
      await announceDocuments(tx, school.id, "document.updated", [id]);
      expect(await tx.$count(webhookEvents, eq(webhookEvents.schoolId, school.id))).toBe(2);
      throw new Error("no");
    }),
  ).rejects.toThrow("no");
  expect(await typesOf(webhookId)).toEqual(["document.created"]);
  expect(await jobs()).toBe(before);
});

test("nobody is told who did not ask: other events, a pause, a switched off address, another school", async () => {
  const [school, other] = [await buildSchool(), await buildSchool()];
  const { administrator } = school;
  const made = await Promise.all([
    buildWebhook(administrator, { events: ["document.deleted", "quota.warning"] }),
    buildWebhook(administrator),
    buildWebhook(administrator),
    buildWebhook(other.administrator),
  ]);
  const [some, paused, off, foreign] = made.map(({ id }) => id) as [string, string, string, string];
  await changeWebhook(administrator, paused, { active: false });
  await changeRow(off, { state: "disabled", disabledFor: "failing" });
  const { id } = await storeFile(school.teacher);
  await trashDocuments(school.registrar, [id]);
  expect(await typesOf(some)).toEqual(["document.deleted"]);
  for (const nobody of [paused, off, foreign]) expect(await typesOf(nobody)).toEqual([]);
  await changeWebhook(administrator, paused, { active: true });
  await changeWebhook(administrator, off, { active: true });
  expect(await webhookRow(off)).toMatchObject({ state: "active", disabledFor: null });
  await restoreDocuments(school.registrar, [id]);
  for (const again of [paused, off]) expect(await typesOf(again)).toEqual(["document.updated"]);
});

test("a school without webhooks keeps no events", async () => {
  const school = await buildSchool();
  await storeFile(school.teacher);
  expect(await database().$count(webhookEvents, eq(webhookEvents.schoolId, school.id))).toBe(0);
});

test("an upload that is refused or expires has failed; one that is given up has not", async () => {
  const school = await buildSchool();
  const { id: webhookId } = await buildWebhook(school.administrator);
  const bad = await arrived(school.teacher, exeFile(), { filename: "virus.pdf" });
  await expect(confirmUpload(school.teacher, bad.uploadId)).rejects.toMatchObject({
    code: "content_mismatch",
  });
  const late = await ticketFor(school.teacher, new Uint8Array([1, 2, 3]), { filename: "late.pdf" });
  const given = await ticketFor(school.teacher, new Uint8Array([1, 2, 3]), { filename: "given-up.pdf" });
  await abortUpload(school.teacher, given.uploadId);
  await makeDue([late.uploadId], { expired: true });
  await expect
    .poll(
      async () => {
        await sweep();
        return typesOf(webhookId);
      },
      { timeout: 10_000, interval: 100 },
    )
    .toEqual(["upload.failed", "upload.failed"]);
  const about = { school_id: school.id, kind: "document", uploaded_by: school.teacher.userId };
  expect((await told(webhookId)).map(({ data }) => data)).toEqual([
    expect.objectContaining({
      ...about,
      upload_id: bad.uploadId,
      filename: "virus.pdf",
      status: "refused",
      code: "content_mismatch",
    }),
    expect.objectContaining({
      ...about,
      upload_id: late.uploadId,
      filename: "late.pdf",
      status: "expired",
      code: "expired",
    }),
  ]);
});

test("of a message's own files nobody is told, neither their names nor that there were any", async () => {
  const school = await buildSchool();
  const { id: webhookId } = await buildWebhook(school.administrator);
  const draft = { subject: "Private", body: "", to: [school.viewer.userId] };
  const messageId = await saveDraft(school.teacher, null, draft);
  const { id } = await storeFile(school.teacher, { kind: "attachment", messageId });
  const bad = await arrived(school.teacher, exeFile(), { kind: "attachment", messageId });
  await expect(confirmUpload(school.teacher, bad.uploadId)).rejects.toMatchObject({
    code: "content_mismatch",
  });
  await discardDraft(school.teacher, messageId);
  await purgeOld([id]);
  expect(await documentsOf(school.id)).toEqual([]);
  expect(await typesOf(webhookId)).toEqual([]);
});

test("a quota that runs out is told once a warning, though there is no mail server", async () => {
  const school = await buildSchool();
  const { id: webhookId } = await buildWebhook(school.administrator);
  await database().update(schools).set({ quotaBytes: 1000 }).where(eq(schools.id, school.id));
  const fill = (bytes: number) =>
    database()
      .insert(storageTotals)
      .values({ schoolId: school.id, kind: "media", bytes, trashBytes: 10 })
      .onConflictDoUpdate({ target: [storageTotals.schoolId, storageTotals.kind], set: { bytes } });
  await fill(700);
  await warnSchools();
  expect(await typesOf(webhookId)).toEqual([]);
  await fill(800);
  await Promise.all([warnSchools(), warnSchools()]);
  await fill(960);
  await warnSchools();
  await warnSchools();
  const about = { school_id: school.id, quota: 1000, trash: 10 };
  expect((await told(webhookId)).map(({ type, data }) => [type, data])).toEqual([
    ["quota.warning", { ...about, percent: 80, used: 810 }],
    ["quota.warning", { ...about, percent: 95, used: 970 }],
  ]);
  // Who could be written to is still to be, once there is a mail server.
  const [row] = await database().select().from(schools).where(eq(schools.id, school.id));
  expect([row?.quotaWarned, row?.quotaAnnounced]).toEqual([null, 95]);
});

test("what the worker purges after thirty days is told to its own school", async () => {
  const [one, two] = [await buildSchool(), await buildSchool()];
  const hooks = [await buildWebhook(one.administrator), await buildWebhook(two.administrator)];
  const files = [await storeFile(one.teacher), await storeFile(two.teacher)];
  await trashDocuments(one.teacher, [files[0]?.id ?? ""]);
  await trashDocuments(two.teacher, [files[1]?.id ?? ""]);
  await purgeOld(files.map(({ id }) => id));
  for (const [at, { id: webhookId }] of hooks.entries())
    expect((await told(webhookId)).at(-1)).toMatchObject({
      type: "document.purged",
      data: { id: files[at]?.id },
    });
});

test("every event that can be chosen is one that something tells", () => {
  expect(EVENT_TYPES).toEqual([
    "document.created",
    "document.updated",
    "document.deleted",
    "document.purged",
    "upload.failed",
    "quota.warning",
  ]);
});
