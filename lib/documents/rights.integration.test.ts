import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { openBytes, openDocument, signDownload } from "#lib/documents/access.ts";
import { countDocuments, listDocuments } from "#lib/documents/data.ts";
import { purgeDocuments, restoreDocuments, trashDocuments } from "#lib/documents/mutations.ts";
import { getDocumentRecord } from "#lib/documents/records.data.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { auditOf, documentRow, totalsOf } from "#lib/testing/rows.ts";
import { pdfFile } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { requestFor, storeFile } from "#lib/testing/upload.ts";
import { requestUploads } from "#lib/uploads/request.ts";
import { usageHeadline } from "#lib/usage/headline.data.ts";

let school: TestSchool;
beforeAll(async () => {
  school = await buildSchool();
});
afterAll(() => expectInvariants(school.id));

const ROLES = ["administrator", "registrar", "teacher", "viewer"] as const;
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: { code: string }) => error.code,
  );
/** What a call answers, and that a refused one changed nothing but the audit. */
async function outcome(actor: Actor, id: string, work: () => Promise<unknown>): Promise<string> {
  const before = [await documentRow(id), await totalsOf(school.id)];
  const denials = (await auditOf(school.id, "access.denied")).length;
  const code = await codeOf(work());
  if (code === "ok") return code;
  expect([await documentRow(id), await totalsOf(school.id)]).toEqual(before);
  const after = await auditOf(school.id, "access.denied");
  expect(after.slice(denials).map((event) => [event.userId, event.outcome])).toEqual(
    code === "forbidden" ? [[actor.userId, "denied"]] : [],
  );
  return code;
}

describe("what each role may do with another's document", () => {
  test.each([
    ["administrator", ["ok", "ok", "ok", "ok"]],
    ["registrar", ["ok", "ok", "ok", "forbidden"]],
    ["teacher", ["ok", "forbidden", "forbidden", "forbidden"]],
    ["viewer", ["ok", "forbidden", "forbidden", "forbidden"]],
  ] as const)("%s", async (role, expected) => {
    const actor = school[role];
    const { id } = await storeFile(await school.person("teacher"));
    const read = await outcome(actor, id, () => signDownload(actor, id));
    const trash = await outcome(actor, id, () => trashDocuments(actor, [id]));
    if ((await documentRow(id))?.deletedAt === null) await trashDocuments(school.administrator, [id]);
    const restore = await outcome(actor, id, () => restoreDocuments(actor, [id]));
    if ((await documentRow(id))?.deletedAt === null) await trashDocuments(school.administrator, [id]);
    const purge = await outcome(actor, id, () => purgeDocuments(actor, [id]));
    expect([read, trash, restore, purge]).toEqual(expected);
  });
});

test("a teacher deletes and takes back what they uploaded themselves", async () => {
  const document = await storeFile(school.teacher);
  expect(document.canDelete).toBe(true);
  await trashDocuments(school.teacher, [document.id]);
  const { document: seen } = await openDocument(school.teacher, document.id);
  expect([seen.canDelete, typeof seen.purgeAt]).toEqual([true, "string"]);
  await restoreDocuments(school.teacher, [document.id]);
  expect((await documentRow(document.id))?.deletedAt).toBeNull();
});

test("one's own report is not one's own to delete for who may no longer write reports", async () => {
  const report = await storeFile(school.registrar, { kind: "report" });
  expect(await outcome(school.teacher, report.id, () => trashDocuments(school.teacher, [report.id]))).toBe(
    "forbidden",
  );
});

test("of many, with one that may not be deleted, none is", async () => {
  const own = [await storeFile(school.teacher), await storeFile(school.teacher)];
  const foreign = await storeFile(school.registrar);
  const ids = [...own, foreign].map(({ id }) => id);
  for (const order of [ids, ids.toReversed()]) {
    expect(await outcome(school.teacher, foreign.id, () => trashDocuments(school.teacher, order))).toBe(
      "forbidden",
    );
  }
  for (const id of ids) expect((await documentRow(id))?.deletedAt).toBeNull();
  const denials = (await auditOf(school.id, "access.denied")).filter(
    (event) => event.targetId === foreign.id,
  );
  expect(denials).toHaveLength(2);
  expect(
    (await auditOf(school.id, "document.deleted")).filter((e) => ids.includes(e.targetId ?? "")),
  ).toEqual([]);
});

test("what is in the trash is gone for who may not take it out again", async () => {
  const { id } = await storeFile(school.registrar);
  await trashDocuments(school.registrar, [id]);
  for (const role of ROLES) {
    expect(await codeOf(getDocumentRecord(school[role], id))).toBe("not_found");
    expect(await codeOf(signDownload(school[role], id))).toBe("not_found");
    expect(await codeOf(openBytes(school[role], id, null))).toBe("not_found");
  }
  expect(await codeOf(openDocument(school.administrator, id))).toBe("ok");
  expect(await codeOf(openDocument(school.registrar, id))).toBe("ok");
  expect(await codeOf(openDocument(school.teacher, id))).toBe("not_found");
  expect(await codeOf(openDocument(school.viewer, id))).toBe("not_found");
});

describe("a token", () => {
  test("may do what it was given and nothing else", async () => {
    const { id } = await storeFile(school.teacher);
    const { actor: reader } = await school.token("documents:read");
    expect(await codeOf(signDownload(reader, id))).toBe("ok");
    expect(await outcome(reader, id, () => trashDocuments(reader, [id]))).toBe("forbidden");
    const { actor: writer } = await school.token("documents:write");
    expect(await outcome(writer, id, () => signDownload(writer, id))).toBe("forbidden");
    expect(await outcome(writer, id, () => openDocument(writer, id))).toBe("forbidden");
    const { actor: reports } = await school.token("reports:read", "reports:delete", "trash:purge");
    expect(await outcome(reports, id, () => trashDocuments(reports, [id]))).toBe("forbidden");
  });

  test("that may only write is told of its own upload and cannot read it again", async () => {
    const { actor: writer } = await school.token("documents:write");
    const mine = await storeFile(writer);
    expect(mine.uploadedBy?.id).toBe(writer.userId);
    expect(await codeOf(getDocumentRecord(writer, mine.id))).toBe("forbidden");
    expect(await codeOf(trashDocuments(writer, [mine.id]))).toBe("forbidden");
  });
});

test("to another school a document does not exist, and nothing is done to it", async () => {
  const { id } = await storeFile(school.teacher);
  const trashed = await storeFile(school.teacher);
  await trashDocuments(school.teacher, [trashed.id]);
  const other = await buildSchool();
  const before = [
    await documentRow(id),
    await documentRow(trashed.id),
    await totalsOf(school.id),
    await auditOf(school.id),
  ];
  for (const actor of [other.administrator, (await other.token()).actor]) {
    const answers = await Promise.all(
      [
        getDocumentRecord(actor, id),
        getDocumentRecord(actor, id, { ownUpload: true }),
        signDownload(actor, id),
        openDocument(actor, id),
        openDocument(actor, trashed.id),
        openBytes(actor, id, null),
        trashDocuments(actor, [id]),
        restoreDocuments(actor, [trashed.id]),
        purgeDocuments(actor, [trashed.id]),
      ].map(codeOf),
    );
    expect(new Set(answers)).toEqual(new Set(["not_found"]));
  }
  expect([
    await documentRow(id),
    await documentRow(trashed.id),
    await totalsOf(school.id),
    await auditOf(school.id),
  ]).toEqual(before);
  const mine = await storeFile(other.teacher);
  expect(await trashDocuments(other.administrator, [id, mine.id])).toEqual({ ids: [mine.id] });
  expect(await documentRow(id)).toEqual(before[0]);
});

test("what is no id is the id of nothing", async () => {
  for (const id of ["", "1", "../x", "0190aaaa-bbbb-7ccc-8ddd-eeeeffff0000"]) {
    expect(await codeOf(getDocumentRecord(school.administrator, id))).toBe("not_found");
    expect(await codeOf(signDownload(school.administrator, id))).toBe("not_found");
    expect(await codeOf(openDocument(school.administrator, id))).toBe("not_found");
  }
});

test("nobody is let in by something that only looks like an actor", async () => {
  const { id } = await storeFile(school.teacher);
  const can = () => true;
  const forgeries = [
    Object.create(school.administrator, { can: { value: can } }),
    Object.assign({}, school.administrator, { can }),
    new Proxy(school.administrator, {}),
  ] as Actor[];
  for (const forged of forgeries) {
    const answers = await Promise.all(
      [
        listDocuments(forged, { view: "live" }),
        countDocuments(forged, { view: "trash" }),
        signDownload(forged, id),
        openDocument(forged, id),
        trashDocuments(forged, [id]),
        purgeDocuments(forged, [id]),
        usageHeadline(forged),
        requestUploads(forged, [requestFor(await pdfFile())]),
      ].map(codeOf),
    );
    expect(new Set(answers)).toEqual(new Set(["unauthenticated"]));
  }
});
