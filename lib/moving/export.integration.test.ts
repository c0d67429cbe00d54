import { execFileSync } from "node:child_process";
import { appendFile, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, inArray, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { database } from "#db/client.ts";
import { schools } from "#db/schema/schools.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { actorOfJob } from "#lib/auth/identify.ts";
import { addItem } from "#lib/checklist/mutations.ts";
import { editDocument } from "#lib/documents/edit.mutations.ts";
import { purgeDocuments, trashDocuments } from "#lib/documents/mutations.ts";
import { chooseLogo } from "#lib/logo/mutations.ts";
import { attachDocuments, saveDraft } from "#lib/messages/draft.mutations.ts";
import { markMessage, sendDraft } from "#lib/messages/mutations.ts";
import { exportedDocument, exportedPerson, SAFE_PATH } from "#lib/moving/export-format.ts";
import { openExport } from "#lib/moving/export-read.ts";
import { exportIn, exportSchool } from "#lib/moving/export-school.ts";
import { importExport, type Restore } from "#lib/moving/import-export.ts";
import type { Outcome } from "#lib/moving/types.ts";
import { confirmPicture } from "#lib/profiles/confirm.ts";
import { requestPicture } from "#lib/profiles/request.ts";
import { publishDocument } from "#lib/publishing/mutations.ts";
import { addClass, restrictClass } from "#lib/record-classes/mutations.ts";
import { addType } from "#lib/reports/report-types.mutations.ts";
import { deleteObject } from "#lib/storage/objects.ts";
import { createStudent } from "#lib/students/mutations.ts";
import { forceIntoBucket } from "#lib/testing/bucket.ts";
import { runCommandLine } from "#lib/testing/command.ts";
import { withoutIds } from "#lib/testing/exports.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { portrait } from "#lib/testing/portraits.ts";
import { storePicture } from "#lib/testing/public.ts";
import { auditOf, documentsOf } from "#lib/testing/rows.ts";
import { pdfFile, sha256Of, TYPES } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { studentValues } from "#lib/testing/students.ts";
import { sendTicket, storeFile } from "#lib/testing/upload.ts";
import { setUploadRule } from "#lib/upload-rules/mutations.ts";
import { deleteVersion, restoreVersion } from "#lib/versions/mutations.ts";

// It goes to and fro between two schools, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let school: TestSchool;
let folder: string;
let out: string;
let emails: (string | null)[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "athena-export-"));
  out = join(folder, "out");
  school = await buildSchool();
  emails = [school.administrator, school.registrar, school.teacher, school.viewer].map(
    (one) => one.userEmail,
  );
  await fill();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const slugOf = async ({ id }: TestSchool) => {
  const [row] = await database().select({ slug: schools.slug }).from(schools).where(eq(schools.id, id));
  return row?.slug ?? "";
};

async function give(actor: Actor, bytes: Uint8Array): Promise<void> {
  const ticket = await requestPicture(actor, { size: bytes.length, sha256: sha256Of(bytes) });
  await sendTicket(ticket, bytes);
  await confirmPicture(actor, ticket.uploadId);
}

/** A bit of everything that a school can have. */
async function fill(): Promise<void> {
  const { administrator, registrar, teacher, viewer } = school;
  await setUploadRule(administrator, {
    kind: "document",
    from: null,
    to: { types: [TYPES.pdf, TYPES.png, "text/csv"], maxBytes: 20_000_000 },
  });
  await addType(administrator, "Behaviour");
  const papers = (await addClass(administrator, "=Old papers")).find(({ name }) => name === "=Old papers");
  const asked = { name: "Papers", recordClassId: papers?.id ?? "", groups: ["3º B"], everyYear: true };
  await addItem(administrator, asked);
  const [ana, eva] = [
    await createStudent(
      registrar,
      studentValues({ externalId: "A-1", group: "3º B", dateOfBirth: "2015-04-01" }),
    ),
    await createStudent(registrar, studentValues({ givenName: "Eva", leftOn: "2024-06-30" })),
  ];
  const plan = await storeFile(teacher, {
    filename: "Plan año.pdf",
    title: "The plan",
    studentIds: [ana.id, eva.id],
  });
  for (const by of [teacher, registrar, teacher])
    await storeFile(by, { replaces: plan.id, filename: "later.pdf" });
  await deleteVersion(administrator, plan.id, 2);
  await restoreVersion(registrar, plan.id, 1);
  await editDocument(teacher, plan.id, {
    filename: "=SUM(A1).pdf",
    recordClass: "=old PAPERS",
    year: null,
    tags: ["blue", "año"],
    notes: 'two\nlines, "quoted"',
  });
  await storeFile(registrar, {
    kind: "report",
    filename: "Ana.pdf",
    reportType: "behaviour",
    year: 2025,
    term: 2,
  });
  const { actor: erp } = await school.token();
  await storeFile(erp, { filename: "from the ERP.pdf" });
  const picture = await storePicture(teacher, "patio.png");
  await editDocument(teacher, picture.id, { altText: "A yard" });
  await publishDocument(teacher, picture.id);
  await chooseLogo(administrator, picture.id);
  const old = await storeFile(teacher, { filename: "trash me.pdf" });
  await trashDocuments(teacher, [old.id]);
  const draft = await saveDraft(teacher, null, {
    subject: "Trip",
    body: "At the gate.",
    to: [viewer.userId, "registrar"],
  });
  await storeFile(teacher, { kind: "attachment", messageId: draft, filename: "map.pdf" });
  await attachDocuments(teacher, draft, [plan.id]);
  await sendDraft(teacher, draft);
  await markMessage(viewer, draft, true);
  await give(teacher, await portrait());
  await restrictClass(administrator, papers?.id ?? "", true);
}

async function exportIt(of: TestSchool, to: string, withTrash = true) {
  const files: string[] = [];
  const head = await exportSchool({
    slug: await slugOf(of),
    out: to,
    withTrash,
    atOnce: 3,
    signal: new AbortController().signal,
    onMeasured: () => undefined,
    onFile: ({ name, bytes }) => files.push(`${name} ${bytes}`),
  });
  return { head, files };
}

async function importIt(into: TestSchool, from: string, more: Partial<Restore> = {}) {
  const outcomes: Outcome[] = [];
  const { administrator } = into;
  const ids = { schoolId: into.id, userId: administrator.userId };
  const { totals, came } = await importExport(administrator, {
    opened: await openExport(from),
    isDry: false,
    atOnce: 3,
    signal: new AbortController().signal,
    again: async () => (await actorOfJob(ids, administrator.origin)) ?? administrator,
    onMeasured: () => undefined,
    onOutcome: (outcome) => outcomes.push(outcome),
    ...more,
  });
  return { totals, came, outcomes };
}

test("an export has every file with its checksum, and is gone on with where it was stopped", async () => {
  const stopped = new AbortController();
  const slug = await slugOf(school);
  const asked = { slug, out, withTrash: true, atOnce: 1, onMeasured: () => undefined };
  const stop = () => stopped.abort(new Error("stopped"));
  await expect(exportSchool({ ...asked, signal: stopped.signal, onFile: stop })).rejects.toThrow("stopped");
  expect(await exportIn(out)).toBe("part");
  const command = await runCommandLine("export", ["--school", slug, out, "--with-trash"]);
  expect([command.code, command.said]).toEqual([0, expect.stringContaining("6 documents with 8 versions")]);
  expect(await exportIn(out)).toBe("whole");
  execFileSync("sha256sum", ["--quiet", "-c", "manifest.sha256"], { cwd: out });
  const csv = await readFile(join(out, "documents.csv"), "utf8");
  expect(csv).toContain("'=SUM(A1).pdf");
  expect(csv).toContain("'=Old papers");
  const json = await readFile(join(out, "documents.ndjson"), "utf8");
  expect(json).toContain('"filename":"=SUM(A1).pdf"');
  const all = json
    .trim()
    .split("\n")
    .map((line) => exportedDocument.parse(JSON.parse(line)));
  const numbers = all
    .find(({ title }) => title !== null)
    ?.versions.map((one) => [one.number, one.restored_from]);
  expect(numbers).toEqual([
    [3, null],
    [4, null],
    [5, 1],
  ]);
  expect(await readFile(join(out, "people.ndjson"), "utf8")).not.toContain("hash");
  expect((await auditOf(school.id, "school.exported")).length).toBe(1);
  const { head } = await exportIt(school, join(folder, "without"), false);
  expect(head.counts.documents).toBe(5);
  await expect(exportIt(await buildSchool(), out)).rejects.toThrow("of another school");
});

test("what the store has lost, or has otherwise, is said plainly", async () => {
  const broken = await buildSchool();
  const [lost, other] = [
    await storeFile(broken.teacher, { filename: "lost.pdf" }),
    await storeFile(broken.teacher, { filename: "other.pdf" }),
  ];
  await deleteObject(lost.filePath);
  await forceIntoBucket(other.filePath, await pdfFile(), TYPES.pdf);
  const to = join(folder, "broken");
  const { head, files } = await exportIt(broken, to);
  expect(files.toSorted()).toEqual(["lost.pdf missing", "other.pdf differs"]);
  expect([head.counts.missing, head.counts.differing]).toEqual([1, 1]);
  const { totals, outcomes } = await importIt(await buildSchool(), to);
  expect(totals).toMatchObject({ stored: 0, left: 2 });
  expect(outcomes.map((one) => (one.is === "left_out" ? one.why : one.is)).toSorted()).toEqual([
    "bytes_differ",
    "bytes_missing",
  ]);
});

test("importing an export elsewhere gives the same school, once, however often it is stopped", async () => {
  const source = await withoutIds(out, emails);
  // There, nobody of them has an account.
  await database()
    .update(users)
    .set({ email: sql`'left-' || ${users.email}` })
    .where(
      inArray(
        users.email,
        emails.map((email) => email ?? ""),
      ),
    );
  const next = await buildSchool();
  const dry = await importIt(next, out, { isDry: true });
  expect([dry.totals.stored, dry.totals.left, (await documentsOf(next.id)).length]).toEqual([8, 0, 0]);
  const stopped = new AbortController();
  let seen = 0;
  const onOutcome = () => {
    seen += 1;
    if (seen === 4) stopped.abort(new Error("stopped"));
  };
  await expect(importIt(next, out, { signal: stopped.signal, atOnce: 1, onOutcome })).rejects.toThrow(
    "stopped",
  );
  const { totals } = await importIt(next, out);
  expect(totals.left).toBe(0);
  expect(totals.stored + totals.already).toBe(8);
  const again = await importIt(next, out);
  expect([again.totals, again.came.newPeople, again.came.newStudents]).toEqual([
    { stored: 0, storedBytes: 0, already: 8, left: 0 },
    0,
    0,
  ]);
  const back = join(folder, "back");
  await exportIt(next, back);
  expect(await withoutIds(back, emails)).toEqual(source);
  const [teacher] = await database()
    .select()
    .from(users)
    .where(eq(users.email, school.teacher.userEmail ?? ""));
  expect([teacher?.name, teacher?.passwordHash]).toEqual([school.teacher.userName, null]);
  await expectInvariants(next.id);
  // What was deleted here since is not brought back, and nothing is put behind it.
  const [document] = (await documentsOf(next.id)).filter(({ title }) => title !== null);
  await trashDocuments(next.administrator, [document?.id ?? ""]);
  await purgeDocuments(next.administrator, [document?.id ?? ""]);
  expect((await importIt(next, out)).totals).toMatchObject({ stored: 0, left: 0 });
});

test("an export that was changed, or leads elsewhere, is not believed; and who may not brings nothing", async () => {
  const next = await buildSchool();
  const opened = await openExport(out);
  for (const who of [next.registrar, next.teacher]) {
    const asked = { opened, isDry: true, atOnce: 1, signal: new AbortController().signal };
    const rest = { again: async () => who, onMeasured: () => undefined, onOutcome: () => undefined };
    await expect(importExport(who, { ...asked, ...rest })).rejects.toMatchObject({ code: "forbidden" });
  }
  for (const path of [
    "files/../../etc/passwd",
    "files/./x",
    "/etc/passwd",
    "files\\x",
    "files/a/",
    "school.json",
  ])
    expect([path, SAFE_PATH.test(path)]).toEqual([path, false]);
  expect(exportedPerson.safeParse({ picture: { file: "pictures/../x" } }).success).toBe(false);
  const evil = join(folder, "evil");
  execFileSync("cp", ["-r", out, evil]);
  const outside = join(folder, "outside.pdf");
  const json = await readFile(join(evil, "documents.ndjson"), "utf8");
  const { versions } = exportedDocument.parse(JSON.parse(json.split("\n")[1] ?? ""));
  const file = join(evil, versions.at(-1)?.file ?? "");
  await writeFile(outside, await readFile(file));
  await rm(file);
  await symlink(outside, file);
  const { outcomes } = await importIt(next, evil, { isDry: true });
  expect(outcomes.filter((one) => one.is === "left_out")).toHaveLength(1);
  await appendFile(join(evil, "documents.ndjson"), json.split("\n")[0] ?? "");
  await expect(openExport(evil)).rejects.toThrow("documents.ndjson is not what was exported");
});
