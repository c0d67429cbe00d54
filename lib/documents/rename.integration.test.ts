import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { openBytes, signDownload } from "#lib/documents/access.ts";
import { listDocuments } from "#lib/documents/data.ts";
import { editDocument } from "#lib/documents/edit.mutations.ts";
import { restoreDocuments, trashDocuments } from "#lib/documents/mutations.ts";
import type { AppError } from "#lib/errors.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { auditOf, documentRow } from "#lib/testing/rows.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { storeFile } from "#lib/testing/upload.ts";

let school: TestSchool;
let other: TestSchool;
beforeAll(async () => {
  [school, other] = await Promise.all([buildSchool(), buildSchool()]);
});
afterAll(() => expectInvariants(school.id));

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: AppError) => error.code,
  );
const traces = async (id: string) =>
  (await auditOf(school.id, "document.renamed")).filter((event) => event.targetId === id);

test("another name is found, sorted and downloaded by; the object stays where it is", async () => {
  const { id, filePath } = await storeFile(school.teacher, { filename: "Zebra.pdf" });
  const now = await editDocument(school.teacher, id, { filename: "Ángel.pdf" }, { filename: "Zebra.pdf" });
  expect([now.filename, now.nameSort, now.filePath]).toEqual(["Ángel.pdf", "angel.pdf", filePath]);
  const row = await documentRow(id);
  expect([row?.filename, row?.nameSort, row?.filePath]).toEqual(["Ángel.pdf", "angel.pdf", filePath]);
  const named = async (q: string) => (await listDocuments(school.viewer, { view: "live", q })).items;
  expect((await named("angel")).map((item) => item.id)).toEqual([id]);
  expect(await named("zebra")).toEqual([]);

  const { url } = await signDownload(school.viewer, id);
  const answer = await fetch(url);
  expect(answer.headers.get("content-disposition")).toContain("filename*=UTF-8''%C3%81ngel.pdf");
  expect((await openBytes(school.viewer, id, null)).filename).toBe("Ángel.pdf");

  const [event, ...more] = await traces(id);
  expect(more).toEqual([]);
  expect([event?.userId, event?.outcome, event?.details]).toEqual([
    school.teacher.userId,
    "ok",
    { filename_before: "Zebra.pdf", filename: "Ángel.pdf" },
  ]);
});

test("a title comes, changes and goes, by itself or with the name", async () => {
  const { id } = await storeFile(school.registrar);
  await editDocument(school.registrar, id, { title: "Enrolment" }, { title: null });
  expect((await documentRow(id))?.title).toBe("Enrolment");
  const both = { filename: "b.pdf", title: "Form" };
  await editDocument(school.registrar, id, both, { filename: "plan.pdf", title: "Enrolment" });
  await editDocument(school.registrar, id, { title: null }, { title: "Form" });
  const row = await documentRow(id);
  expect([row?.filename, row?.title]).toEqual(["b.pdf", null]);
  expect((await traces(id)).map((event) => event.details)).toEqual([
    { title_before: null, title: "Enrolment" },
    { filename_before: "plan.pdf", filename: "b.pdf", title_before: "Enrolment", title: "Form" },
    { title_before: "Form", title: null },
  ]);
});

test("what is so already is done, and leaves no trace", async () => {
  const { id } = await storeFile(school.teacher);
  for (const wanted of [{}, { filename: "plan.pdf" }, { title: null }]) {
    expect((await editDocument(school.teacher, id, wanted, { filename: "once.pdf" })).filename).toBe(
      "plan.pdf",
    );
  }
  expect(await traces(id)).toEqual([]);
});

test.each([
  ["", "invalid_filename"],
  ["..", "invalid_filename"],
  ["a\nb.pdf", "invalid_filename"],
  ["\ud800.pdf", "invalid_filename"],
  [`${"x".repeat(252)}.pdf`, "invalid_filename"],
  ["plan.docx", "extension_mismatch"],
  ["plan.pdf.exe", "extension_mismatch"],
  ["plan", "ok"],
  ["Page 3.11.2026.PDF", "ok"],
])("%j: %s", async (filename, code) => {
  const { id } = await storeFile(school.teacher, { filename: "before.pdf" });
  expect(await codeOf(editDocument(school.teacher, id, { filename }))).toBe(code);
  expect((await documentRow(id))?.filename).toBe(code === "ok" ? filename : "before.pdf");
});

test.each(["", "x".repeat(256), "a\0", "\udc00"])("%j is no title", async (title) => {
  const { id } = await storeFile(school.teacher);
  expect(await codeOf(editDocument(school.teacher, id, { title }))).toBe("invalid_request");
  expect((await documentRow(id))?.title).toBeNull();
});

describe("who may", () => {
  async function outcome(actor: Actor, id: string): Promise<string> {
    const before = await documentRow(id);
    const denials = (await auditOf(school.id, "access.denied")).length;
    const code = await codeOf(editDocument(actor, id, { filename: "renamed.pdf" }));
    if (code === "ok") return code;
    expect(await documentRow(id)).toEqual(before);
    const after = (await auditOf(school.id, "access.denied")).slice(denials);
    expect(after.map((event) => [event.userId, event.targetId])).toEqual(
      code === "forbidden" ? [[actor.userId, id]] : [],
    );
    return code;
  }

  test.each([
    ["administrator", "ok", "ok", "ok"],
    ["registrar", "ok", "ok", "ok"],
    ["teacher", "ok", "forbidden", "forbidden"],
  ] as const)("%s: own %s, another's %s, another's report %s", async (role, own, theirs, report) => {
    const actor = school[role];
    const colleague = await school.person("registrar");
    const files = [
      await storeFile(actor),
      await storeFile(colleague),
      await storeFile(colleague, { kind: "report" }),
    ];
    const answers = [];
    for (const { id } of files) {
      answers.push(await outcome(actor, id));
      const { items } = await listDocuments(actor, { view: "live" });
      expect(items.find((item) => item.id === id)?.canEdit).toBe(answers.at(-1) === "ok");
    }
    expect(answers).toEqual([own, theirs, report]);
  });

  test("a viewer nothing, and another school knows of none of it", async () => {
    const { id } = await storeFile(school.teacher);
    expect(await outcome(school.viewer, id)).toBe("forbidden");
    const before = await documentRow(id);
    expect(await codeOf(editDocument(other.administrator, id, { filename: "x.pdf" }))).toBe("not_found");
    expect(await documentRow(id)).toEqual(before);
    expect(await traces(id)).toEqual([]);
  });

  test("a token as far as its permissions reach", async () => {
    const { id } = await storeFile(school.teacher);
    const writer = await school.token("documents:read", "documents:write");
    expect(await outcome(writer.actor, id)).toBe("forbidden");
    const own = await storeFile(writer.actor);
    expect(await outcome(writer.actor, own.id)).toBe("ok");
    const full = await school.token("documents:read", "documents:write", "documents:delete");
    expect(await outcome(full.actor, id)).toBe("ok");
  });

  test("nobody who only looks like an actor", async () => {
    const { id } = await storeFile(school.teacher);
    const forged = Object.create(school.administrator, { can: { value: () => true } }) as Actor;
    expect(await codeOf(editDocument(forged, id, { filename: "x.pdf" }))).toBe("unauthenticated");
  });
});

describe("meanwhile", () => {
  test("somebody else renamed it: nothing is overwritten, and what it is now is told", async () => {
    const { id } = await storeFile(school.teacher);
    await editDocument(school.registrar, id, { filename: "theirs.pdf", title: "Theirs" });
    const mine = editDocument(school.teacher, id, { filename: "mine.pdf" }, { filename: "plan.pdf" });
    await expect(mine).rejects.toMatchObject({
      code: "conflict",
      details: { filename: "theirs.pdf", title: "Theirs" },
    });
    const title = editDocument(school.teacher, id, { title: "Mine" }, { title: null });
    expect(await codeOf(title)).toBe("conflict");
    // Of what one does not change, one need not have seen the latest.
    const retitled = editDocument(
      school.teacher,
      id,
      { title: "Ours" },
      { filename: "plan.pdf", title: "Theirs" },
    );
    expect((await retitled).filename).toBe("theirs.pdf");
  });

  test("of many at once one wins, and each name was somebody's", async () => {
    const { id } = await storeFile(school.teacher);
    const names = Array.from({ length: 8 }, (_, at) => `name ${at}.pdf`);
    const answers = await Promise.all(
      names.map((filename) =>
        codeOf(editDocument(school.administrator, id, { filename }, { filename: "plan.pdf" })),
      ),
    );
    expect(answers.toSorted()).toEqual([...Array<string>(7).fill("conflict"), "ok"]);
    const winner = names[answers.indexOf("ok")];
    const row = await documentRow(id);
    expect([row?.filename, row?.nameSort]).toEqual([winner, winner]);
    expect((await traces(id)).map((event) => event.details)).toEqual([
      { filename_before: "plan.pdf", filename: winner },
    ]);
  });

  test("it went to the trash: it keeps its name there, and takes another once it is back", async () => {
    const { id } = await storeFile(school.teacher);
    await trashDocuments(school.registrar, [id]);
    expect(await codeOf(editDocument(school.teacher, id, { filename: "x.pdf" }))).toBe("not_found");
    expect((await listDocuments(school.teacher, { view: "trash" })).items[0]?.canEdit).toBe(false);
    await restoreDocuments(school.registrar, [id]);
    expect(await codeOf(editDocument(school.teacher, id, { filename: "x.pdf" }))).toBe("ok");
  });

  test("it goes to the trash at that very moment: one after the other, and never half", async () => {
    for (let round = 0; round < 6; round += 1) {
      const { id } = await storeFile(school.teacher);
      const [renamed, deleted] = await Promise.all([
        codeOf(editDocument(school.teacher, id, { filename: "x.pdf" })),
        codeOf(trashDocuments(school.registrar, [id])),
      ]);
      const row = await documentRow(id);
      expect(deleted).toBe("ok");
      expect(row?.deletedAt).not.toBeNull();
      expect([renamed, row?.filename]).toEqual(
        renamed === "ok" ? ["ok", "x.pdf"] : ["not_found", "plan.pdf"],
      );
      expect(await traces(id)).toHaveLength(renamed === "ok" ? 1 : 0);
    }
  });
});

test("what is no id is the id of nothing", async () => {
  for (const id of ["", "1", "../x", "0190aaaa-bbbb-7ccc-8ddd-eeeeffff0000"]) {
    expect(await codeOf(editDocument(school.administrator, id, { filename: "x.pdf" }))).toBe("not_found");
  }
});
