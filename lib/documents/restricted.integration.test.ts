import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { beforeAll, expect, test, vi } from "vitest";
import { database, type Transaction } from "#db/client.ts";
import { documentStudents } from "#db/schema/document-students.ts";
import { documents } from "#db/schema/documents.ts";
import { messageAttachments } from "#db/schema/message-attachments.ts";
import { recordClasses } from "#db/schema/record-classes.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { actorOfSession } from "#lib/auth/identify.ts";
import { bulkOverview } from "#lib/bulk/data.ts";
import { startBulkAction, undoBulkAction } from "#lib/bulk/mutations.ts";
import { addItem } from "#lib/checklist/mutations.ts";
import {
  noteView,
  openBytes,
  openDocument,
  prepareDocuments,
  signDownload,
  signDownloads,
} from "#lib/documents/access.ts";
import { KINDS } from "#lib/documents/constants.ts";
import { findReadable } from "#lib/documents/data.ts";
import { describedDocument } from "#lib/documents/description.data.ts";
import { editDocument } from "#lib/documents/edit.mutations.ts";
import { documentHistory } from "#lib/documents/history.data.ts";
import { purgeDocuments, restoreDocuments, trashDocuments } from "#lib/documents/mutations.ts";
import { getDocumentRecord } from "#lib/documents/records.data.ts";
import { AppError } from "#lib/errors.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { chooseLogo } from "#lib/logo/mutations.ts";
import { grantRestricted } from "#lib/members/mutations.ts";
import { attachDocuments, saveDraft } from "#lib/messages/draft.mutations.ts";
import { sendMessage } from "#lib/messages/mutations.ts";
import { findPublication } from "#lib/publishing/data.ts";
import { publishDocument, unpublishDocument } from "#lib/publishing/mutations.ts";
import { listRecordClasses } from "#lib/record-classes/data.ts";
import { addClass, restrictClass } from "#lib/record-classes/mutations.ts";
import { linkDocuments, unlinkDocuments } from "#lib/students/links.mutations.ts";
import { createStudent } from "#lib/students/mutations.ts";
import { type Asked, answersOf } from "#lib/testing/answers.ts";
import { insertDocuments } from "#lib/testing/documents.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { endSignatures, runJobs } from "#lib/testing/jobs.ts";
import { storePicture } from "#lib/testing/public.ts";
import { documentRow } from "#lib/testing/rows.ts";
import { pdfFile } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { studentValues } from "#lib/testing/students.ts";
import { askOne, requestFor, storeFile } from "#lib/testing/upload.ts";
import { buildWebhook, told } from "#lib/testing/webhooks.ts";
import { listVersions } from "#lib/versions/data.ts";
import { deleteVersion, restoreVersion } from "#lib/versions/mutations.ts";
import { countOldVersions } from "#lib/versions/old.data.ts";
import { deleteOldVersions } from "#lib/versions/old.mutations.ts";
import { EVENT_TYPES } from "#lib/webhooks/constants.ts";
import { addWebhook, changeWebhook } from "#lib/webhooks/mutations.ts";

const SECRET_SIZE = 777_123;
const SHA = "5e".repeat(32);
let school: TestSchool;
let admin: Actor;
let teacher: Actor;
beforeAll(async () => {
  school = await buildSchool();
  admin = school.administrator;
  teacher = school.teacher;
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );
const again = async (actor: Actor): Promise<Actor> => {
  const now = await actorOfSession(actor.sessionId ?? "", localOrigin("test"));
  if (now === null) throw new Error("They are not signed in any more.");
  return now;
};
const link = (id: string, student: string) =>
  database().insert(documentStudents).values({ schoolId: school.id, documentId: id, studentId: student });

/** A restricted class of this name. */
async function secretClass(name: string): Promise<string> {
  const id = (await addClass(admin, name)).find((one) => one.name === name)?.id ?? "";
  await restrictClass(admin, id, true);
  return id;
}

test("what is restricted changes no answer to whoever may not see it, and every one to whoever may", async () => {
  const student = await createStudent(admin, studentValues({ group: "1A" }));
  const [birth] = await listRecordClasses(admin);
  const item = { name: "Birth certificate", recordClassId: birth?.id ?? "", groups: [], everyYear: false };
  await addItem(admin, item);
  const open = await insertDocuments(
    teacher,
    Array.from({ length: 7 }, (_, at) => ({
      filename: `file ${at}.pdf`,
      fileSize: 100 + at,
      uploadedAt: new Date(Date.UTC(2026, 1, 1 + at)),
      ...(at === 6 && { deletedAt: new Date(Date.UTC(2026, 2, 1)) }),
    })),
  );
  await editDocument(teacher, open[1] ?? "", { tags: ["Spring"], recordClass: item.recordClassId });
  await link(open[1] ?? "", student.id);
  const message = await sendMessage(admin, { subject: "Note", body: "For all.", to: ["school"] }, [
    open[2] ?? "",
  ]);
  const asked: Asked = {
    student: student.id,
    message,
    tag: randomUUID(),
    recordClass: randomUUID(),
    item: randomUUID(),
    sha256: SHA,
    size: SECRET_SIZE,
    ids: [open[0] ?? "", randomUUID(), randomUUID()],
  };
  const readers = [teacher, school.registrar, school.viewer];
  const before = await Promise.all(readers.map((reader) => answersOf(reader, asked)));
  const adminBefore = await answersOf(admin, asked);

  const secret = await secretClass("Safeguarding");
  // They have worked with it, and it is theirs, before it is restricted.
  const own = await storeFile(teacher, { filename: "own secret.pdf" });
  const marked = { recordClassId: secret, year: 2019, uploadedAt: new Date("2020-01-15"), sha256: SHA };
  const size = { fileSize: SECRET_SIZE };
  const ids = await insertDocuments(admin, [
    { filename: "secret document.pdf", ...marked, ...size },
    { filename: "secret report.pdf", kind: "report", reportType: "progress", ...marked, ...size },
    { filename: "secret picture.png", kind: "media", contentType: "image/png", ...marked, ...size },
    { filename: "secret in a message.pdf", kind: "attachment", ...marked, ...size },
    ...KINDS.map((kind) => ({
      filename: `secret ${kind} in the trash.png`,
      kind,
      contentType: "image/png",
      deletedAt: new Date(),
      ...marked,
      ...size,
    })),
  ]);
  const theirs = await insertDocuments(teacher, [
    { filename: "their secret.pdf", ...marked, ...size },
    { filename: "their secret in the trash.pdf", deletedAt: new Date(), ...marked, ...size },
  ]);
  const secrets = [...ids, ...theirs];
  for (const id of secrets) {
    await link(id, student.id);
    await database()
      .insert(messageAttachments)
      .values({ schoolId: school.id, messageId: message, documentId: id });
  }
  await editDocument(admin, ids[0] ?? "", { tags: ["Secret"] });
  await editDocument(admin, own.id, { recordClass: secret });
  await addItem(admin, { ...item, name: "Care plan", recordClassId: secret });
  const unmet = await secretClass("Special needs");
  const items = await addItem(admin, { ...item, name: "Support plan", recordClassId: unmet });

  const after = await Promise.all(readers.map((reader) => answersOf(reader, asked)));
  const changed = readers.map((_, at) =>
    Object.keys(after[at] ?? {}).filter(
      (name) => JSON.stringify(after[at]?.[name]) !== JSON.stringify(before[at]?.[name]),
    ),
  );
  expect(changed).toEqual([[], [], []]);

  // The ids themselves: what is restricted answers like what never was.
  const { tags } = (await describedDocument(admin, ids[0] ?? "")).description;
  const named: Asked = {
    ...asked,
    tag: tags[0]?.id ?? "",
    recordClass: secret,
    item: items.at(-1)?.id ?? "",
    ids: [open[0] ?? "", ...secrets.slice(0, 2)],
  };
  const unnamed = (answers: Record<string, unknown>) =>
    JSON.stringify(Object.values(answers)).replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "id");
  for (const [at, reader] of readers.entries()) {
    expect(unnamed(await answersOf(reader, named))).toBe(unnamed(before[at] ?? {}));
  }

  // Each of these questions would have found it.
  await grantRestricted(admin, teacher.userId, true);
  const cleared = await again(teacher);
  const [adminAfter, grantedAfter] = [await answersOf(admin, named), await answersOf(cleared, named)];
  const deaf = Object.keys(adminAfter).filter(
    (name) =>
      JSON.stringify(adminAfter[name]) === JSON.stringify(adminBefore[name]) &&
      JSON.stringify(grantedAfter[name]) === JSON.stringify(before[0]?.[name]),
  );
  // Nobody sees another's bulk actions, and the list of messages does not tell of files.
  expect(deaf).toEqual(["bulk actions", "messages"]);
  await grantRestricted(admin, teacher.userId, false);
}, 60_000);

test("every door to a restricted document is the one to a document that never was", async () => {
  const secret = await secretClass("Medical");
  const file = await storeFile(admin, { filename: "doors.pdf", recordClassId: secret });
  const trashed = await storeFile(admin, { filename: "trashed.pdf", recordClassId: secret });
  await trashDocuments(admin, [trashed.id]);
  const student = await createStudent(admin, studentValues({}));
  const draft = await saveDraft(teacher, null, { subject: "Draft", body: "", to: ["school"] });
  const { actor: token } = await school.token("documents:read", "documents:write", "documents:delete");
  const doors: Record<string, (actor: Actor, id: string) => Promise<unknown>> = {
    read: (actor, id) => findReadable(actor, id, { trashToo: true }),
    record: getDocumentRecord,
    "record of the own upload": (actor, id) => getDocumentRecord(actor, id, { ownUpload: true }),
    description: describedDocument,
    history: documentHistory,
    open: openDocument,
    note: noteView,
    download: signDownload,
    bytes: (actor, id) => openBytes(actor, id, null),
    versions: listVersions,
    edit: (actor, id) => editDocument(actor, id, { filename: "other.pdf" }),
    trash: (actor, id) => trashDocuments(actor, [id]),
    restore: (actor, id) => restoreDocuments(actor, [id]),
    purge: (actor, id) => purgeDocuments(actor, [id]),
    publish: publishDocument,
    unpublish: unpublishDocument,
    logo: chooseLogo,
    link: (actor, id) => linkDocuments(actor, [id], [student.id]),
    unlink: (actor, id) => unlinkDocuments(actor, [{ documentId: id, studentId: student.id }]),
    attach: (actor, id) => attachDocuments(actor, draft, [id]),
    "version back": (actor, id) => restoreVersion(actor, id, 1),
    "version away": (actor, id) => deleteVersion(actor, id, 1),
    "versions away": (actor, id) => deleteOldVersions(actor, id, new Date()),
    "old versions": (actor, id) => countOldVersions(actor, { days: 0, documentId: id }),
    downloads: async (actor, id) => (await signDownloads(actor, [id])).refused.map(({ code }) => code),
    prepare: (actor, id) => prepareDocuments(actor, [id]),
    bulk: (actor, id) => startBulkAction(actor, { action: "trash", of: { ids: [id] } }),
    replace: async (actor, id) => {
      const answer = await askOne(actor, requestFor(await pdfFile(), { replaces: id }));
      return answer.ok ? "asked" : answer.code;
    },
    "class of an upload": async (actor, id) => {
      const recordClassId = id === file.id || id === trashed.id ? secret : randomUUID();
      const answer = await askOne(actor, requestFor(await pdfFile(), { recordClassId }));
      return answer.ok ? "asked" : answer.code;
    },
  };
  const answered = (work: Promise<unknown>) =>
    work.then(
      (answer) => JSON.stringify(answer),
      (error: unknown) => (error instanceof AppError ? JSON.stringify([error.code, error.details]) : error),
    );
  for (const actor of [teacher, school.registrar, school.viewer, token]) {
    for (const [name, door] of Object.entries(doors)) {
      const nothing = await answered(door(actor, randomUUID()));
      for (const { id } of [file, trashed]) {
        expect([name, await answered(door(actor, id))]).toEqual([name, nothing]);
      }
    }
  }
  const rows = await Promise.all([file, trashed].map(({ id }) => documentRow(id)));
  expect(rows).toMatchObject([
    { filename: "doors.pdf", deletedAt: null, version: 1 },
    { filename: "trashed.pdf", version: 1 },
  ]);
  // The same doors are open to whoever has the right.
  await grantRestricted(admin, teacher.userId, true);
  const cleared = await again(teacher);
  for (const name of ["read", "record", "open", "download", "bytes", "versions", "history"]) {
    const code = await codeOf(doors[name]?.(cleared, file.id) ?? Promise.reject());
    expect([name, code]).toEqual([name, "done"]);
  }
  const { actor: wide } = await school.token("documents:read", "restricted:read");
  expect(await codeOf(getDocumentRecord(wide, file.id))).toBe("done");
  await grantRestricted(admin, teacher.userId, false);
  expect(await codeOf(findReadable(await again(teacher), file.id))).toBe("not_found");
});

test("a document follows its class, also in the trash, and a class that is restricted while documents get it", async () => {
  const id = (await addClass(admin, "Turning")).find(({ name }) => name === "Turning")?.id ?? "";
  const [live = "", gone = ""] = await insertDocuments(teacher, [
    { filename: "live.pdf", recordClassId: id },
    { filename: "gone.pdf", recordClassId: id, deletedAt: new Date() },
  ]);
  const flags = async () => (await Promise.all([live, gone].map(documentRow))).map((row) => row?.restricted);
  expect(await flags()).toEqual([false, false]);
  const counted = await restrictClass(admin, id, true);
  expect(counted.find((one) => one.id === id)).toMatchObject({ restricted: true, documents: { count: 1 } });
  expect(await flags()).toEqual([true, true]);
  await editDocument(admin, live, { recordClass: null });
  expect(await flags()).toEqual([false, true]);
  await restrictClass(admin, id, false);
  expect(await flags()).toEqual([false, false]);
  // Nobody says of a row what its class does not.
  await database()
    .update(documents)
    .set({ recordClassId: id, restricted: true })
    .where(eq(documents.id, live));
  expect(await flags()).toEqual([false, false]);

  const all = await insertDocuments(
    admin,
    Array.from({ length: 20 }, (_, at) => ({ filename: `race ${at}.pdf` })),
  );
  const given = all.map((one) => editDocument(admin, one, { recordClass: id }));
  await Promise.all([...given, restrictClass(admin, id, true)]);
  const own = and(eq(documents.schoolId, school.id), eq(documents.recordClassId, id));
  const rows = await database().select({ restricted: documents.restricted }).from(documents).where(own);
  expect(rows.length).toBeGreaterThanOrEqual(20);
  expect(rows.every(({ restricted }) => restricted)).toBe(true);
});

/** Does `work` beside a transaction that has made a change for which it waits, and that ends only then. */
async function meanwhile(change: (tx: Transaction) => Promise<unknown>, work: () => Promise<unknown>) {
  let given: Promise<unknown> = Promise.resolve();
  await database().transaction(async (tx) => {
    const [own] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    await change(tx);
    given = codeOf(work());
    await vi.waitFor(
      async () => {
        const waiting = await database().execute(
          sql`select from pg_stat_activity where ${own?.pid}::int = any(pg_blocking_pids(pid))`,
        );
        expect(waiting).toHaveLength(1);
      },
      { timeout: 10_000 },
    );
  });
  return given;
}

test("what is restricted between the look and the lock is not there any more", async () => {
  const secret = await secretClass("Between");
  const student = await createStudent(admin, studentValues({}));
  const { actor } = await school.token(
    "media:read",
    "media:write",
    "media:delete",
    "students:read",
    "trash:purge",
  );
  const works: Record<string, (id: string) => Promise<unknown>> = {
    publish: (id) => publishDocument(actor, id),
    unpublish: (id) => unpublishDocument(actor, id),
    "versions away": (id) => deleteOldVersions(actor, id, new Date()),
    link: (id) => linkDocuments(actor, [id], [student.id]),
    unlink: (id) => unlinkDocuments(actor, [{ documentId: id, studentId: student.id }]),
  };
  for (const [name, work] of Object.entries(works)) {
    const { id } = await storePicture(admin, `${name}.png`);
    const code = await meanwhile(
      (tx) => tx.update(documents).set({ recordClassId: secret }).where(eq(documents.id, id)),
      () => work(id),
    );
    expect([name, code]).toEqual([name, "not_found"]);
  }
});

test("what gets a class in the moment in which it is restricted is public no more, and counted as restricted", async () => {
  const here = await buildSchool();
  const by = here.administrator;
  const id = (await addClass(by, "Now")).find(({ name }) => name === "Now")?.id ?? "";
  const file = await storePicture(by);
  await publishDocument(by, file.id);
  await runJobs();
  await meanwhile(
    (tx) => tx.update(recordClasses).set({ restricted: true }).where(eq(recordClasses.id, id)),
    () => editDocument(by, file.id, { recordClass: id }),
  );
  const row = await documentRow(file.id);
  expect(row?.restricted).toBe(true);
  expect(await findPublication(by, file.id)).not.toMatchObject({ state: "public" });
  await endSignatures(here.id);
  await runJobs();
  await expectInvariants(here.id);
});

test("restricting a class is for those who see to settings and see restricted files", async () => {
  const [one] = await listRecordClasses(admin);
  for (const actor of [
    school.registrar,
    teacher,
    school.viewer,
    (await school.token("settings:manage")).actor,
  ]) {
    expect(await codeOf(restrictClass(actor, one?.id ?? "", true))).toBe("forbidden");
  }
});

test("a webhook hears of what is restricted where somebody said so who may see it, and no other does", async () => {
  const id = await secretClass("Told");
  const plain = await buildWebhook(admin);
  const cleared = await addWebhook(admin, {
    url: "https://1.1.1.1/",
    events: EVENT_TYPES,
    restricted: true,
  });
  const [file = ""] = await insertDocuments(admin, [{ filename: "secret.pdf" }]);
  await editDocument(admin, file, { recordClass: id });
  await editDocument(admin, file, { year: 2026 });
  const heard = async (webhook: { id: string }) =>
    (await told(webhook.id)).map(({ type, data }) => [type, data["filename"]]);
  expect(await heard(plain)).toEqual([]);
  const expected = ["document.updated", "secret.pdf"];
  expect(await heard(cleared)).toEqual([expected, expected]);
  // Told of no more from the next change on.
  await changeWebhook(admin, cleared.id, { restricted: false });
  await editDocument(admin, file, { year: 2025 });
  expect(await heard(cleared)).toEqual([expected, expected]);
});

test("a bulk action leaves alone what was restricted since, and gives no class that its owner lost sight of", async () => {
  const id = (await addClass(admin, "Meant")).find(({ name }) => name === "Meant")?.id ?? "";
  const files = await insertDocuments(teacher, [{ filename: "one.pdf" }, { filename: "two.pdf" }]);
  const [first = "", second = ""] = files;
  const say = { field: "class", id } as const;
  await startBulkAction(teacher, { action: "describe", say, of: { ids: [first] } });
  await runJobs();
  expect(await documentRow(first)).toMatchObject({ recordClassId: id });
  const late = await startBulkAction(teacher, { action: "describe", say, of: { ids: [second] } });
  expect((await bulkOverview(teacher)).actions).toHaveLength(2);
  await restrictClass(admin, id, true);
  await runJobs();
  // What it says is the class's name.
  expect((await bulkOverview(teacher)).actions).toEqual([]);
  expect(await documentRow(second)).toMatchObject({ recordClassId: null });
  await startBulkAction(teacher, { action: "trash", of: { ids: [second] } });
  await editDocument(admin, second, { recordClass: id });
  await runJobs();
  expect(await documentRow(second)).toMatchObject({ deletedAt: null });
  expect(await codeOf(undoBulkAction(teacher, late.id))).toBe("not_found");
});
