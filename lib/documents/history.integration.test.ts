import { beforeAll, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { record, recordAlone } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { noteView, openDocument, prepareDocuments, signDownload } from "#lib/documents/access.ts";
import { documentHistory, HISTORY_SIZE } from "#lib/documents/history.data.ts";
import { purgeDocuments, restoreDocuments, trashDocuments } from "#lib/documents/mutations.ts";
import type { HistoryCursor, HistoryEntry } from "#lib/documents/types.ts";
import { insertDocuments } from "#lib/testing/documents.ts";
import { auditOf } from "#lib/testing/rows.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { storeFile } from "#lib/testing/upload.ts";

let school: TestSchool;
beforeAll(async () => {
  school = await buildSchool();
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: { code: string }) => error.code,
  );

const told = async (actor: Actor, id: string) =>
  (await documentHistory(actor, id)).entries.map(({ what, person }) => [what, person?.name ?? null]);

test("who may read a document reads what changed it, by whom and when, newest first", async () => {
  const { id } = await storeFile(school.teacher);
  await trashDocuments(school.registrar, [id]);
  await restoreDocuments(school.administrator, [id]);
  await recordAlone(school.teacher, {
    action: "document.renamed",
    targetType: "document",
    targetId: id,
    details: { filename_before: "plan.pdf", filename: "Plan.pdf", title_before: null, title: "The plan" },
  });
  const { entries, next } = await documentHistory(school.viewer, id);
  expect(next).toBeNull();
  expect(entries).toMatchObject([
    {
      what: "renamed",
      filename: { from: "plan.pdf", to: "Plan.pdf" },
      title: { from: null, to: "The plan" },
    },
    { what: "restored", person: { id: school.administrator.userId, name: school.administrator.userName } },
    { what: "deleted", person: { id: school.registrar.userId, name: school.registrar.userName } },
    { what: "created", person: { id: school.teacher.userId, name: school.teacher.userName } },
  ]);
  const times = entries.map(({ at }) => at);
  expect(times).toEqual(times.toSorted().toReversed());
});

test("who looked at it is for administrators alone, and nobody is told from where", async () => {
  const { id } = await storeFile(school.teacher);
  await openDocument(school.viewer, id);
  await signDownload(school.registrar, id);
  for (const actor of [school.registrar, school.teacher, school.viewer]) {
    expect(await told(actor, id)).toEqual([["created", school.teacher.userName]]);
  }
  const { entries } = await documentHistory(school.administrator, id);
  expect(entries.map(({ what }) => what)).toEqual(["downloaded", "viewed", "created"]);
  expect(new Set(entries.flatMap((entry) => Object.keys(entry)))).toEqual(
    new Set(["id", "at", "person", "what", "version"]),
  );
  const { actor: reader } = await school.token("documents:read");
  expect((await documentHistory(reader, id)).entries).toHaveLength(1);
});

test("what was refused is no part of it", async () => {
  const { id } = await storeFile(school.registrar);
  expect(await codeOf(trashDocuments(school.viewer, [id]))).toBe("forbidden");
  expect((await documentHistory(school.administrator, id)).entries.map(({ what }) => what)).toEqual([
    "created",
  ]);
});

test("a prepared document was not looked at, until it is", async () => {
  const { id } = await storeFile(school.teacher);
  const [prepared] = await prepareDocuments(school.viewer, [id]);
  expect(prepared?.url).toContain("X-Amz-Signature");
  // Whoever holds a signature could have read it: the audit knows.
  const traces = (await auditOf(school.id, "document.prepared")).filter(({ targetId }) => targetId === id);
  expect(traces.map(({ userId }) => userId)).toEqual([school.viewer.userId]);
  expect(await told(school.administrator, id)).toHaveLength(1);
  expect((await noteView(school.viewer, id)).id).toBe(id);
  expect(await told(school.administrator, id)).toEqual([
    ["viewed", school.viewer.userName],
    ["created", school.teacher.userName],
  ]);
});

test("what is gone or another school's is not prepared, and keeps nothing back", async () => {
  const there = await storeFile(school.teacher);
  const trashed = await storeFile(school.teacher);
  await trashDocuments(school.teacher, [trashed.id]);
  const foreign = await storeFile((await buildSchool()).teacher);
  const opened = await prepareDocuments(school.viewer, [trashed.id, foreign.id, there.id]);
  expect(opened.map(({ document }) => document.id)).toEqual([there.id]);
  await trashDocuments(school.teacher, [there.id]);
  expect(await codeOf(noteView(school.viewer, there.id))).toBe("not_found");
  const { actor: writer } = await school.token("documents:write");
  expect(await codeOf(prepareDocuments(writer, [there.id]))).toBe("forbidden");
});

test("a history is as hidden as its document: another school's, in the trash, gone for good, of a kind not read", async () => {
  const { id } = await storeFile(school.registrar);
  const other = await buildSchool();
  expect(await codeOf(documentHistory(other.administrator, id))).toBe("not_found");
  await trashDocuments(school.registrar, [id]);
  expect(await codeOf(documentHistory(school.viewer, id))).toBe("not_found");
  expect(await told(school.registrar, id)).toHaveLength(2);
  await purgeDocuments(school.administrator, [id]);
  expect(await codeOf(documentHistory(school.administrator, id))).toBe("not_found");
  const report = await storeFile(school.registrar, { kind: "report" });
  const { actor: reader } = await school.token("documents:read");
  expect(await codeOf(documentHistory(reader, report.id))).toBe("forbidden");
  expect(await codeOf(documentHistory(school.administrator, "no id"))).toBe("not_found");
});

test("an event that another school wrote about the same id is not shown", async () => {
  const [id = ""] = await insertDocuments(school.teacher, [{ filename: "plan.pdf" }]);
  const other = await buildSchool();
  await recordAlone(other.teacher, { action: "document.deleted", targetType: "document", targetId: id });
  expect((await documentHistory(school.administrator, id)).entries).toEqual([]);
});

test("a long history comes page by page, nothing twice and nothing missing, even of one moment", async () => {
  const [id = ""] = await insertDocuments(school.teacher, [{ filename: "plan.pdf" }]);
  const count = 2 * HISTORY_SIZE + 5;
  // Written in one transaction, they all have the same time.
  await database().transaction(async (tx) => {
    const event = { action: "document.deleted" as const, targetType: "document", targetId: id };
    await record(
      tx,
      school.teacher,
      Array.from({ length: count }, () => event),
    );
  });
  const seen: HistoryEntry[] = [];
  let after: HistoryCursor | null = null;
  do {
    const page = await documentHistory(school.viewer, id, after);
    expect(page.entries.length).toBeLessThanOrEqual(HISTORY_SIZE);
    seen.push(...page.entries);
    after = page.next;
  } while (after !== null);
  expect(new Set(seen.map((entry) => entry.id)).size).toBe(count);
  expect(seen).toHaveLength(count);
});
