import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { auditEvents } from "#db/schema/audit-events.ts";
import { documents } from "#db/schema/documents.ts";
import { trailState } from "#lib/audit/check.data.ts";
import { requestCheck, runCheck } from "#lib/audit/check.mutations.ts";
import { exportTrail } from "#lib/audit/export.ts";
import { listTrailPeople, nameOfFilter } from "#lib/audit/names.data.ts";
import { listTrail } from "#lib/audit/trail.ts";
import type { TrailEntry, TrailFilter } from "#lib/audit/types.ts";
import { signDownload } from "#lib/documents/access.ts";
import { purgeDocuments, trashDocuments } from "#lib/documents/mutations.ts";
import { AppError } from "#lib/errors.ts";
import { detachDocument, saveDraft } from "#lib/messages/draft.mutations.ts";
import { linkDocuments, unlinkDocuments } from "#lib/students/links.mutations.ts";
import { createStudent } from "#lib/students/mutations.ts";
import { auditOf } from "#lib/testing/rows.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { studentValues } from "#lib/testing/students.ts";
import { storeFile } from "#lib/testing/upload.ts";

let school: TestSchool;
let other: TestSchool;
beforeAll(async () => {
  [school, other] = await Promise.all([buildSchool(), buildSchool()]);
});

const read = async (filter: TrailFilter, actor = school.administrator) =>
  (await listTrail(actor, filter, null, 100)).entries;
const deeds = (entries: readonly TrailEntry[]) => entries.map(({ action }) => action);

test("a person, a file, an action and a time narrow the trail, newest first, with names", async () => {
  const document = await storeFile(school.teacher);
  await signDownload(school.registrar, document.id);
  const ofFile = await read({ documentId: document.id });
  expect(deeds(ofFile)).toEqual(["document.downloaded", "document.created"]);
  expect(ofFile[0]).toMatchObject({
    person: { id: school.registrar.userId, name: "Pat Person" },
    target: { type: "document", id: document.id, name: document.filename },
    outcome: "ok",
  });
  const byRegistrar = await read({ personId: school.registrar.userId, actions: ["document.downloaded"] });
  expect(byRegistrar.map(({ target }) => target?.id)).toEqual([document.id]);
  const downloads = await read({ actions: ["document.downloaded", "document.purged"] });
  expect(deeds(downloads)).toEqual(["document.downloaded"]);
  const at = ofFile[0]?.at ?? new Date();
  expect(deeds(await read({ documentId: document.id, until: at }))).toEqual(["document.created"]);
  expect(deeds(await read({ documentId: document.id, from: at }))).toEqual(["document.downloaded"]);
});

test("a student's trail has their files, those that were theirs, and those that are gone", async () => {
  const student = await createStudent(school.administrator, studentValues({}));
  const [kept, taken, gone] = await Promise.all([1, 2, 3].map(() => storeFile(school.teacher)));
  const ids = [kept?.id ?? "", taken?.id ?? "", gone?.id ?? ""];
  await linkDocuments(school.registrar, ids, [student.id]);
  await unlinkDocuments(school.registrar, [{ documentId: ids[1] ?? "", studentId: student.id }]);
  await trashDocuments(school.registrar, [ids[2] ?? ""]);
  await purgeDocuments(school.administrator, [ids[2] ?? ""]);
  const entries = await read({ studentId: student.id });
  expect(new Set(entries.map(({ target }) => target?.id))).toEqual(new Set([student.id, ...ids]));
  expect(deeds(entries)).toEqual(
    expect.arrayContaining(["document.purged", "document.unlinked", "student.created"]),
  );
  expect(deeds(await read({ studentId: student.id, actions: ["document.purged"] }))).toEqual([
    "document.purged",
  ]);
  expect(
    await nameOfFilter(other.administrator, { studentId: student.id, documentId: ids[0] ?? "" }),
  ).toEqual({
    document: null,
    student: null,
  });
});

test("what was refused can be looked at by itself", async () => {
  await trashDocuments(school.viewer, [(await storeFile(school.teacher)).id]).catch(() => undefined);
  const refused = await read({ isRefused: true });
  expect(deeds(refused)).toContain("access.denied");
  expect(refused.every(({ outcome }) => outcome !== "ok")).toBe(true);
});

test("page after page tells every event once, however many are of one moment", async () => {
  const own = await buildSchool();
  const at = new Date("2026-11-01T10:00:00Z");
  await database()
    .insert(auditEvents)
    .values(
      Array.from({ length: 25 }, () => ({
        schoolId: own.id,
        at,
        action: "document.viewed",
        outcome: "ok" as const,
      })),
    );
  const all = (await listTrail(own.administrator, {}, null, 1_000)).entries.map(({ id }) => id);
  for (const filter of [
    {},
    { actions: ["document.viewed", "session.signed_in", "school.created"] as const },
  ]) {
    const seen: string[] = [];
    for (let after: Parameters<typeof listTrail>[2] = null, more = true; more; ) {
      const { entries, next } = await listTrail(own.administrator, filter, after, 7);
      seen.push(...entries.map(({ id }) => id));
      after = next;
      more = next !== null;
    }
    expect(new Set(seen).size).toBe(seen.length);
    if (Object.keys(filter).length === 0) expect(seen).toEqual(all);
    else expect(seen.length).toBeGreaterThanOrEqual(25);
  }
});

test("the name of a message's file is its sender's alone, also when the file is gone", async () => {
  const messageId = await saveDraft(school.teacher, null, { subject: "With a file", body: "", to: [] });
  const mine = await storeFile(school.teacher, { kind: "attachment", messageId, filename: "Secret.pdf" });
  const nameIn = async (actor: TestSchool["teacher"]) => {
    const [entry] = await read({ documentId: mine.id, actions: ["document.created"] }, actor);
    return [entry?.target?.name ?? null, JSON.stringify(entry?.details).includes(mine.filename)];
  };
  expect(await nameIn(school.administrator)).toEqual([null, false]);
  await detachDocument(school.teacher, messageId, mine.id);
  await trashDocuments(school.teacher, [mine.id]).catch(() => undefined);
  await database().execute(sql`update uploads set document_id = null where document_id = ${mine.id}`);
  await database().delete(documents).where(eq(documents.id, mine.id));
  expect(await nameIn(school.administrator)).toEqual([null, false]);
});

describe("nobody else reads it", () => {
  test("another school's events, people and files are not there", async () => {
    const document = await storeFile(school.teacher);
    expect(await read({ documentId: document.id }, other.administrator)).toEqual([]);
    expect(await read({ personId: school.teacher.userId }, other.administrator)).toEqual([]);
    const everything = await read({}, other.administrator);
    expect(everything.every(({ target }) => target?.id !== document.id)).toBe(true);
    const people = (await listTrailPeople(other.administrator)).map(({ id }) => id);
    expect(people).not.toContain(school.teacher.userId);
  });

  test.each(["registrar", "teacher", "viewer"] as const)(
    "a %s is refused, and that is an event",
    async (role) => {
      const actor = school[role];
      const tries = [
        () => listTrail(actor, {}, null, 10),
        () => exportTrail(actor, {}, "csv", ""),
        () => requestCheck(actor),
        () => trailState(actor),
        () => listTrailPeople(actor),
        () => nameOfFilter(actor, {}),
      ];
      const before = (await auditOf(school.id, "access.denied")).length;
      for (const attempt of tries) await expect(attempt()).rejects.toThrow(new AppError("forbidden").message);
      expect((await auditOf(school.id, "access.denied")).length).toBe(before + tries.length);
      expect(
        (await auditOf(school.id, "trail.exported")).filter(({ userId }) => userId === actor.userId),
      ).toEqual([]);
    },
  );
});

async function textOf(lines: AsyncGenerator<string>): Promise<string> {
  return (await Array.fromAsync(lines)).join("");
}

test("an export has what fits, runs no formula, and is itself an event", async () => {
  const own = await buildSchool();
  const [one] = await database()
    .insert(auditEvents)
    .values({
      schoolId: own.id,
      action: "document.viewed",
      outcome: "ok",
      targetType: "upload",
      userAgent: '=HYPERLINK("http://evil.example","x")',
      details: { filename: "+1+cmd|calc.pdf", note: 'a "quoted", word' },
    })
    .returning();
  const filter = { actions: ["document.viewed"] as const };
  const csv = await textOf(await exportTrail(own.administrator, filter, "csv", "?action=document.viewed"));
  const lines = csv.trimEnd().split("\r\n");
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^\ufeffid,at,action,outcome,/);
  expect(lines[1]).toContain(`"'=HYPERLINK(""http://evil.example"",""x"")"`);
  expect(lines[1]).toContain(",'+1+cmd|calc.pdf,");
  const ndjson = await textOf(await exportTrail(own.administrator, filter, "ndjson", ""));
  expect(JSON.parse(ndjson)).toMatchObject({ id: one?.id, details: { note: 'a "quoted", word' } });
  const [event] = await auditOf(own.id, "trail.exported");
  expect(event?.details).toEqual({ format: "csv", filter: "?action=document.viewed" });
});

test("a check that was asked for is done by the worker, and says who asked", async () => {
  const own = await buildSchool();
  await requestCheck(own.administrator);
  expect((await trailState(own.administrator)).check).toBe("running");
  await runCheck(own.id);
  expect(await trailState(own.administrator)).toMatchObject({
    check: "done",
    found: { faults: [], faultCount: 0 },
  });
  expect(await auditOf(own.id, "trail.checked")).toMatchObject([
    { userId: own.administrator.userId, outcome: "ok" },
  ]);
});
