import { eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { memberships } from "#db/schema/memberships.ts";
import { messageAttachments } from "#db/schema/message-attachments.ts";
import { messageRecipients } from "#db/schema/message-recipients.ts";
import { messages } from "#db/schema/messages.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { openDocument, signDownload } from "#lib/documents/access.ts";
import { listDocuments } from "#lib/documents/data.ts";
import { purgeDocuments, trashDocuments } from "#lib/documents/mutations.ts";
import { AppError } from "#lib/errors.ts";
import { countUnread, getDraft, getMessage, listMessages } from "#lib/messages/data.ts";
import { attachDocuments, detachDocument, saveDraft } from "#lib/messages/draft.mutations.ts";
import { discardDraft, markMessage, moveMessage, sendDraft, sendMessage } from "#lib/messages/mutations.ts";
import { findRecipients } from "#lib/messages/people.data.ts";
import { sweepMessages } from "#lib/messages/sweep.mutations.ts";
import { addClass, restrictClass } from "#lib/record-classes/mutations.ts";
import { auditOf, documentRow, makeDue, objectRow, uploadRow } from "#lib/testing/rows.ts";
import { pdfFile } from "#lib/testing/sample-files.ts";
import { buildSchool, signedIn, type TestSchool } from "#lib/testing/school.ts";
import { askOne, requestFor, sendTicket, storeFile, ticketFor } from "#lib/testing/upload.ts";
import { confirmUpload } from "#lib/uploads/confirm.ts";
import { findUpload } from "#lib/uploads/data.ts";

let school: TestSchool;
beforeAll(async () => {
  school = await buildSchool();
});

const NOTE = { subject: "Trip", body: "See you at the gate.", to: ["school"] };

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );

const inbox = async (actor: Actor, q = "") =>
  (await listMessages(actor, { box: "inbox", q })).items.map(({ subject }) => subject);

/** A draft with a file of its own that has arrived. */
async function draftWithFile(actor: Actor, to: string[]) {
  const id = await saveDraft(actor, null, { subject: "With a file", body: "", to });
  const file = await storeFile(actor, { kind: "attachment", messageId: id, filename: "Año 1.pdf" });
  return { id, file };
}

test("a message reaches active members of what it names as they are then, once each, and nobody else", async () => {
  const here = await buildSchool();
  const [gone, late] = [await here.person("registrar"), await here.person("teacher")];
  await database().update(users).set({ suspendedAt: new Date() }).where(eq(users.id, gone.userId));
  await database().delete(memberships).where(eq(memberships.userId, late.userId));
  const named = { ...NOTE, to: ["registrar", here.viewer.userId, here.registrar.userId] };
  const id = await sendMessage(here.teacher, named);
  await database().insert(memberships).values({ schoolId: here.id, userId: late.userId, role: "registrar" });
  const got = await database()
    .select({ userId: messageRecipients.userId })
    .from(messageRecipients)
    .where(eq(messageRecipients.messageId, id));
  expect(got.map(({ userId }) => userId).sort()).toEqual([here.viewer.userId, here.registrar.userId].sort());
  const seen = await getMessage(here.viewer, id);
  expect(seen.to).toEqual({
    school: false,
    roles: ["registrar"],
    people: [
      { id: here.viewer.userId, name: here.viewer.userName },
      { id: here.registrar.userId, name: here.registrar.userName },
    ],
  });
  expect(await codeOf(sendMessage(here.teacher, { ...NOTE, to: [gone.userId] }))).toBe("no_recipients");
  const audit = await auditOf(here.id, "message.sent");
  expect(audit.map(({ targetId, details }) => [targetId, details])).toEqual([
    [id, { recipients: 2, attachments: 0 }],
  ]);
});

test("only its author and those who got it read a message; for all others it is not there", async () => {
  const other = await buildSchool();
  const id = await sendMessage(school.teacher, { ...NOTE, to: [school.registrar.userId] });
  await getMessage(school.teacher, id);
  await getMessage(school.registrar, id);
  for (const reader of [school.administrator, school.viewer, other.administrator])
    expect(await codeOf(getMessage(reader, id))).toBe("message_not_found");
  const { actor } = await school.token("messages:read");
  expect(await codeOf(getMessage(actor, id))).toBe("message_not_found");
  for (const work of [
    () => markMessage(school.viewer, id, true),
    () => moveMessage(school.administrator, id, "inbox", "gone"),
    () => moveMessage(school.registrar, id, "sent", "gone"),
    () => sendDraft(school.teacher, id),
    () => saveDraft(school.teacher, id, NOTE),
  ])
    expect(await codeOf(work())).toBe("message_not_found");
  expect(await codeOf(sendMessage(school.viewer, NOTE))).toBe("forbidden");
  expect(await codeOf(findRecipients(school.viewer, ""))).toBe("forbidden");
});

test("a member of another school can neither be written to nor be stored as one who got it", async () => {
  const other = await buildSchool();
  const strange = other.teacher.userId;
  expect(await codeOf(sendMessage(school.teacher, { ...NOTE, to: [strange] }))).toBe("invalid_request");
  const names = await findRecipients(school.teacher, "person");
  expect(names.length).toBeGreaterThan(1);
  expect(names.map(({ id }) => id)).not.toContain(strange);
  const id = await sendMessage(school.teacher, NOTE);
  const theirs = await storeFile(other.teacher);
  expect(
    await codeOf(attachDocuments(school.teacher, await saveDraft(school.teacher, null, NOTE), [theirs.id])),
  ).toBe("not_found");
  const stray = { schoolId: school.id, messageId: id };
  await expect(
    database()
      .insert(messageRecipients)
      .values({ ...stray, userId: strange, sentAt: new Date() }),
  ).rejects.toThrow();
  await expect(
    database()
      .insert(messageAttachments)
      .values({ ...stray, documentId: theirs.id }),
  ).rejects.toThrow();
});

test("read, unread, deleted and put back are each reader's own, and the count follows", async () => {
  const here = await buildSchool();
  const first = await sendMessage(here.teacher, NOTE);
  await sendMessage(here.teacher, { ...NOTE, subject: "Bus" });
  expect(await countUnread(here.viewer)).toBe(2);
  await markMessage(here.viewer, first, true);
  expect(await countUnread(here.viewer)).toBe(1);
  expect((await getMessage(here.viewer, first)).received).toEqual({ read: true });
  expect((await getMessage(here.registrar, first)).received).toEqual({ read: false });
  await markMessage(here.viewer, first, false);
  expect(await countUnread(here.viewer)).toBe(2);
  await moveMessage(here.viewer, first, "inbox", "gone");
  expect(await inbox(here.viewer)).toEqual(["Bus"]);
  expect(await countUnread(here.viewer)).toBe(1);
  expect(await codeOf(getMessage(here.viewer, first))).toBe("message_not_found");
  expect(await inbox(here.registrar)).toEqual(["Bus", "Trip"]);
  await moveMessage(here.viewer, first, "inbox", "back");
  expect(await inbox(here.viewer)).toEqual(["Bus", "Trip"]);
  await moveMessage(here.teacher, first, "sent", "gone");
  expect(await codeOf(getMessage(here.teacher, first))).toBe("message_not_found");
  await getMessage(here.viewer, first);
  expect(await countUnread(here.teacher)).toBe(0);
});

test("the inbox is paged newest first without loss, and searched by subject, body and author", async () => {
  const here = await buildSchool();
  await database().update(users).set({ name: "Íñigo Peña" }).where(eq(users.id, here.teacher.userId));
  for (let number = 1; number <= 5; number += 1)
    await sendMessage(here.teacher, { ...NOTE, subject: `Number ${number}`, body: `100%_${number} Ñandú` });
  // All in one moment: the id decides.
  await database().execute(
    sql`update ${messages} set sent_at = '2026-11-01T10:00:00Z' where school_id = ${here.id}`,
  );
  await database().execute(
    sql`update ${messageRecipients} set sent_at = '2026-11-01T10:00:00Z' where school_id = ${here.id}`,
  );
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await listMessages(here.viewer, { box: "inbox", limit: 2, cursor });
    seen.push(...page.items.map(({ subject }) => subject));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(seen).toEqual([5, 4, 3, 2, 1].map((number) => `Number ${number}`));
  expect(await inbox(here.viewer, "NUMBER 3")).toEqual(["Number 3"]);
  expect(await inbox(here.viewer, "%_4 nandu")).toEqual(["Number 4"]);
  expect(await inbox(here.viewer, "nobody")).toEqual([]);
  expect(await inbox(here.viewer, "number%1")).toEqual([]);
  expect(await inbox(here.viewer, "inigo")).toEqual([]);
  await sendMessage(await signedIn(here.teacher.userId, here.id), { ...NOTE, subject: "Later" });
  expect(await inbox(here.viewer, "inigo pena")).toEqual(["Later"]);
  const bad = listMessages(here.viewer, { box: "inbox", cursor: "nonsense" });
  expect(await codeOf(bad)).toBe("invalid_cursor");
});

test("a new file gets the message's key, is there once it is verified, and goes with the message to those who got it alone", async () => {
  const { id, file } = await draftWithFile(school.teacher, [school.registrar.userId]);
  expect(file.filePath).toMatch(new RegExp(`^attachments/${id}/[0-9a-f-]{36}_Año_1\\.pdf$`));
  expect((await getDraft(school.teacher, id)).files.map((each) => each.filename)).toEqual(["Año 1.pdf"]);
  const readers = [school.registrar, school.administrator, school.viewer];
  for (const reader of readers) expect(await codeOf(signDownload(reader, file.id))).toBe("not_found");
  await sendDraft(school.teacher, id);
  await openDocument(school.registrar, file.id);
  await signDownload(school.registrar, file.id);
  for (const reader of [school.administrator, school.viewer]) {
    expect(await codeOf(openDocument(reader, file.id))).toBe("not_found");
    expect(await codeOf(trashDocuments(reader, [file.id]))).not.toBe("done");
    const listed = await listDocuments(reader, { view: "live", kind: "attachment" });
    expect(listed.items.map((each) => each.id)).not.toContain(file.id);
  }
  const seen = await listDocuments(school.registrar, { view: "live" });
  expect(seen.items.map((each) => each.id)).toContain(file.id);
  const opened = await auditOf(school.id, "document.downloaded");
  expect(opened.map(({ userId, targetId }) => [userId, targetId])).toContainEqual([
    school.registrar.userId,
    file.id,
  ]);
  // Who has deleted the message has no more of its files.
  await moveMessage(school.registrar, id, "inbox", "gone");
  expect(await codeOf(signDownload(school.registrar, file.id))).toBe("not_found");
  await trashDocuments(school.teacher, [file.id]);
  const trash = await listDocuments(school.administrator, { view: "trash" });
  expect(trash.items.map((each) => each.id)).not.toContain(file.id);
  expect(await codeOf(purgeDocuments(school.administrator, [file.id]))).toBe("not_found");
});

test("of an attached document a reader who may not see it learns nothing", async () => {
  const document = await storeFile(school.teacher, { filename: "Plan.pdf" });
  const id = await sendMessage(school.teacher, { ...NOTE, to: ["registrar", "viewer"] }, [document.id]);
  expect((await getMessage(school.registrar, id)).files.map((each) => each.id)).toEqual([document.id]);
  const { actor } = await school.token("messages:read", "messages:write");
  await database()
    .insert(messageRecipients)
    .values({ schoolId: school.id, messageId: id, userId: actor.userId, sentAt: new Date() });
  expect((await getMessage(actor, id)).files).toEqual([]);
  const [line] = (await listMessages(actor, { box: "inbox" })).items;
  expect([line?.id, line?.files]).toEqual([id, false]);
  expect(await codeOf(signDownload(actor, document.id))).toBe("forbidden");
  expect(await codeOf(sendMessage(actor, NOTE, [document.id]))).toBe("forbidden");
  await trashDocuments(school.teacher, [document.id]);
  expect((await getMessage(school.registrar, id)).files).toEqual([]);
});

test("a file is taken for a message of one's own alone, and one on its way holds the sending", async () => {
  const id = await saveDraft(school.teacher, null, NOTE);
  const bytes = await pdfFile();
  const wanted = requestFor(bytes, { kind: "attachment", messageId: id });
  expect(await askOne(school.registrar, wanted)).toMatchObject({ ok: false, code: "message_not_found" });
  const ticket = await ticketFor(school.teacher, bytes, { kind: "attachment", messageId: id });
  expect(await codeOf(sendDraft(school.teacher, id))).toBe("attachments_pending");
  expect((await getDraft(school.teacher, id)).files).toEqual([]);
  await sendTicket(ticket, bytes);
  const { document } = await confirmUpload(school.teacher, ticket.uploadId);
  await confirmUpload(school.teacher, ticket.uploadId);
  await sendDraft(school.teacher, id);
  expect((await getMessage(school.teacher, id)).files.map((file) => file.id)).toEqual([document.id]);
  // A program sends first and adds its files then; for a day.
  expect(await askOne(school.teacher, wanted)).toMatchObject({ ok: true });
  await database()
    .update(messages)
    .set({ sentAt: sql`now() - interval '25 hours'` })
    .where(eq(messages.id, id));
  expect(await askOne(school.teacher, wanted)).toMatchObject({ ok: false, code: "message_not_found" });
});

test("what is taken off a draft goes to the trash if it was uploaded for it, and nowhere if the school has it", async () => {
  const document = await storeFile(school.teacher);
  const { id, file } = await draftWithFile(school.teacher, ["school"]);
  await attachDocuments(school.teacher, id, [document.id]);
  await attachDocuments(school.teacher, id, [document.id]);
  expect((await getDraft(school.teacher, id)).files).toHaveLength(2);
  await detachDocument(school.teacher, id, document.id);
  await detachDocument(school.teacher, id, file.id);
  expect((await getDraft(school.teacher, id)).files).toEqual([]);
  expect((await documentRow(document.id))?.deletedAt).toBeNull();
  expect((await documentRow(file.id))?.deletedAt).not.toBeNull();
});

test("a draft's file that was restricted since is not its author's to throw away", async () => {
  const { administrator, teacher } = school;
  const recordClass = (await addClass(administrator, "Kept")).find(({ name }) => name === "Kept")?.id ?? "";
  const [taken, given] = [await draftWithFile(teacher, ["school"]), await draftWithFile(teacher, ["school"])];
  for (const { file } of [taken, given])
    await database().update(documents).set({ recordClassId: recordClass }).where(eq(documents.id, file.id));
  await restrictClass(administrator, recordClass, true);
  await detachDocument(teacher, taken.id, taken.file.id);
  await discardDraft(teacher, given.id);
  const deleted = async ({ file }: typeof taken) => (await documentRow(file.id))?.deletedAt;
  expect([await deleted(taken), await deleted(given)]).toEqual([null, null]);
  await restrictClass(administrator, recordClass, false);
  expect((await getDraft(teacher, taken.id)).files.map(({ id }) => id)).toEqual([taken.file.id]);
  await detachDocument(teacher, taken.id, taken.file.id);
  expect(await deleted(taken)).not.toBeNull();
});

test("a draft that is given up takes what is on its way with it", async () => {
  const { id, file } = await draftWithFile(school.teacher, ["school"]);
  const bytes = await pdfFile();
  const open = await ticketFor(school.teacher, bytes, { kind: "attachment", messageId: id });
  expect(await codeOf(discardDraft(school.registrar, id))).toBe("message_not_found");
  expect((await uploadRow(open.uploadId)).status).toBe("pending");
  await discardDraft(school.teacher, id);
  expect(await codeOf(getDraft(school.teacher, id))).toBe("message_not_found");
  expect((await documentRow(file.id))?.deletedAt).not.toBeNull();
  const ended = await uploadRow(open.uploadId);
  expect([ended.status, ended.messageId]).toEqual(["aborted", null]);
  expect((await objectRow(ended.key))?.state).toBe("deleting");
});

test("forgotten drafts are swept with their own files after 30 days, never before an upload has ended", async () => {
  const here = await buildSchool();
  const age = (id: string, days: number) =>
    database()
      .update(messages)
      .set({ updatedAt: sql`now() - make_interval(days => ${days})` })
      .where(eq(messages.id, id));
  const [old, young, busy] = [
    await draftWithFile(here.teacher, ["school"]),
    await draftWithFile(here.teacher, ["school"]),
    await draftWithFile(here.teacher, ["school"]),
  ];
  const bytes = await pdfFile();
  const open = await ticketFor(here.teacher, bytes, { kind: "attachment", messageId: busy.id });
  await age(old.id, 31);
  await age(young.id, 29);
  await age(busy.id, 31);
  // A document of the school, and a file that was sent on, stay.
  const document = await storeFile(here.teacher);
  await attachDocuments(here.teacher, old.id, [document.id]);
  const kept = await storeFile(here.teacher, { kind: "attachment", messageId: old.id });
  await sendMessage(here.teacher, NOTE, [kept.id]);
  await age(old.id, 31);
  await sweepMessages();
  const left = (await listMessages(here.teacher, { box: "drafts" })).items.map(({ id }) => id);
  expect(left.sort()).toEqual([young.id, busy.id].sort());
  const inTrash = async (id: string) => (await documentRow(id))?.deletedAt != null;
  expect(await inTrash(old.file.id)).toBe(true);
  for (const stays of [document.id, kept.id, young.file.id, busy.file.id])
    expect(await inTrash(stays)).toBe(false);
  await sendTicket(open, bytes);
  await makeDue([open.uploadId]);
  await confirmUpload(here.teacher, open.uploadId);
  expect((await findUpload(here.teacher, open.uploadId))?.status).toBe("done");
  await age(busy.id, 31);
  await sweepMessages();
  expect(await inTrash(busy.file.id)).toBe(true);
});

test("a sent message goes once its author and all who got it have deleted it for long", async () => {
  const { id, file } = await draftWithFile(school.teacher, [school.viewer.userId]);
  await sendDraft(school.teacher, id);
  await moveMessage(school.teacher, id, "sent", "gone");
  const age = () =>
    database()
      .update(messages)
      .set({ authorDeletedAt: sql`now() - interval '31 days'` })
      .where(eq(messages.id, id));
  await age();
  await sweepMessages();
  await getMessage(school.viewer, id);
  await moveMessage(school.viewer, id, "inbox", "gone");
  await sweepMessages();
  expect(await database().$count(messages, eq(messages.id, id))).toBe(1);
  await database()
    .update(messageRecipients)
    .set({ deletedAt: sql`now() - interval '31 days'` })
    .where(eq(messageRecipients.messageId, id));
  await sweepMessages();
  expect(await database().$count(messages, eq(messages.id, id))).toBe(0);
  expect((await documentRow(file.id))?.deletedAt).not.toBeNull();
});
