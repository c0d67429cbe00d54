import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { database } from "#db/client.ts";
import { schools } from "#db/schema/schools.ts";
import { uploads } from "#db/schema/uploads.ts";
import { purgeDocuments, trashDocuments } from "#lib/documents/mutations.ts";
import { walkFolder } from "#lib/moving/folder.ts";
import { type Import, importFiles } from "#lib/moving/import-files.ts";
import { readSheet } from "#lib/moving/sheet.ts";
import type { Outcome } from "#lib/moving/types.ts";
import { addClass } from "#lib/record-classes/mutations.ts";
import { store } from "#lib/storage/client.ts";
import { createStudent } from "#lib/students/mutations.ts";
import { tagsOfDocuments } from "#lib/tags/data.ts";
import { runCommandLine, startCommand } from "#lib/testing/command.ts";
import { faultyStore } from "#lib/testing/faulty-store.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { auditOf, documentsOf } from "#lib/testing/rows.ts";
import { exeFile, htmlFile, pdfFile, pngFile } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { studentValues } from "#lib/testing/students.ts";

let school: TestSchool;
let other: TestSchool;
let folder: string;
beforeAll(async () => {
  [school, other] = await Promise.all([buildSchool({ timeZone: "Europe/Madrid" }), buildSchool()]);
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "athena-import-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
afterAll(async () => {
  await expectInvariants(school.id);
  expect(await documentsOf(other.id)).toEqual([]);
});

async function put(path: string, bytes: Uint8Array | string): Promise<void> {
  await mkdir(join(folder, path, ".."), { recursive: true });
  await writeFile(join(folder, path), bytes);
}

async function importIt(actor = school.administrator, more: Partial<Import> = {}) {
  const outcomes: Outcome[] = [];
  const totals = await importFiles(actor, {
    name: folder,
    files: () => walkFolder(folder, [join(folder, "metadata.csv")]),
    sheet: null,
    usual: { kind: "document" },
    isDry: false,
    atOnce: 4,
    signal: new AbortController().signal,
    onMeasured: () => undefined,
    onOutcome: (outcome) => outcomes.push(outcome),
    ...more,
  });
  return { totals, outcomes };
}

const mine = async (name: string) => (await documentsOf(school.id)).filter((row) => row.filename === name);
const codeOf = (outcome: Outcome | undefined) =>
  outcome?.is === "refused" ? outcome.code : outcome?.is === "left_out" ? outcome.why : outcome?.is;
const slugOf = async () => {
  const rows = await database().select({ slug: schools.slug }).from(schools).where(eq(schools.id, school.id));
  return rows[0]?.slug ?? "";
};

test("what is imported twice is stored once, and what was deleted since stays deleted", async () => {
  await put("a/one.pdf", await pdfFile());
  await put("b/one.pdf", await pdfFile());
  await put("two.png", pngFile());
  const dry = await importIt(school.teacher, { isDry: true });
  expect([dry.totals.stored, (await mine("one.pdf")).length]).toEqual([3, 0]);
  const first = await importIt(school.teacher);
  expect(first.totals).toMatchObject({ stored: 3, already: 0, left: 0 });
  const rows = await mine("one.pdf");
  expect(rows.map((row) => [row.uploadedBy, row.sha256VerifiedAt !== null])).toEqual([
    [school.teacher.userId, true],
    [school.teacher.userId, true],
  ]);
  await trashDocuments(school.administrator, [rows[0]?.id ?? ""]);
  await purgeDocuments(school.administrator, [rows[0]?.id ?? ""]);
  const again = await importIt(school.teacher);
  expect(again.totals).toMatchObject({ stored: 0, already: 3, left: 0 });
  expect(again.outcomes.filter((one) => one.is === "already" && one.gone)).toHaveLength(1);
  expect(await mine("one.pdf")).toHaveLength(1);
  // The same path with other bytes is another file.
  await put("two.png", pngFile());
  expect((await importIt(school.teacher)).totals).toMatchObject({ stored: 1, already: 2 });
  expect((await auditOf(school.id, "import.finished")).map(({ details }) => details?.stored)).toEqual([
    3, 0, 1,
  ]);
});

test("metadata say whose a file is, since when, and what it is about", async () => {
  const { administrator } = school;
  await addClass(administrator, "Old records");
  const student = await createStudent(administrator, studentValues({ externalId: "S-1" }));
  const teacher = school.teacher.userEmail ?? "";
  await put("2019/Birth.pdf", await pdfFile());
  await put("2019/plain.pdf", await pdfFile());
  await put("2019/stranger.pdf", await pdfFile());
  await put("2019/unknown.pdf", await pdfFile());
  await put(
    "metadata.csv",
    [
      "\ufeffPath;Title;Record class;Year;Tags;Notes;Students;Uploaded at;Uploaded by;Filename",
      `./2019/Birth.pdf;Birth certificate;old RECORDS;2019;"paper, from the archive";"two\nlines";S-1;2019-03-31;${teacher};Nacimiento.pdf`,
      "2019\\stranger.pdf;;;;;;;;nobody@example.org;",
      "2019/unknown.pdf;;;;;;S-404;;;",
      "2019/gone.pdf;;;;;;;;;",
    ].join("\r\n"),
  );
  const sheet = () => readSheet(join(folder, "metadata.csv"));
  const { outcomes, totals } = await importIt(administrator, { sheet });
  const of = (path: string) => codeOf(outcomes.find((one) => one.path === path));
  expect(totals).toMatchObject({ stored: 2, left: 3 });
  expect([of("2019/stranger.pdf"), of("2019/unknown.pdf"), of("2019/gone.pdf")]).toEqual([
    "not_found",
    "student_not_found",
    "not_there",
  ]);
  const [birth] = await mine("Nacimiento.pdf");
  expect(birth).toMatchObject({
    title: "Birth certificate",
    year: 2019,
    notes: "two\nlines",
    uploadedBy: school.teacher.userId,
    uploadedAt: new Date("2019-03-30T23:00:00Z"),
  });
  const tags = (await tagsOfDocuments(school.id, [birth?.id ?? ""])).get(birth?.id ?? "") ?? [];
  expect(tags.map(({ name }) => name)).toEqual(["from the archive", "paper"]);
  const created = (await auditOf(school.id, "document.created")).find((e) => e.targetId === birth?.id);
  expect([created?.userId, created?.details?.student]).toEqual([administrator.userId, student.id]);
  // Who is no administrator says nothing of who brought what.
  await put("2019/Birth.pdf", await pdfFile());
  const denied = await importIt(school.teacher, { sheet });
  expect(codeOf(denied.outcomes.find((one) => one.path === "2019/Birth.pdf"))).toBe("forbidden");
  await writeFile(join(folder, "metadata.csv"), "path,colour\r\n2019/plain.pdf,red\r\n");
  await expect(importIt(administrator, { sheet })).rejects.toThrow('a column "colour"');
  await writeFile(join(folder, "metadata.csv"), "path\r\nx.pdf\r\n./x.pdf\r\n");
  await expect(importIt(administrator, { sheet })).rejects.toThrow("an earlier row");
});

test("what is hidden, linked, empty, unreadable or hostile is told, and the rest goes on", async () => {
  const outside = join(folder, "..", `outside-${process.pid}.pdf`);
  await writeFile(outside, await pdfFile());
  await put("good.pdf", await pdfFile());
  await put(".hidden.pdf", await pdfFile());
  await put("Thumbs.db", "x");
  await put("empty.pdf", "");
  await put("page.pdf", htmlFile());
  await put("run.exe", exeFile());
  await put("new\nline.pdf", await pdfFile());
  await put("‮fdp.exe.pdf", await pdfFile());
  await put("locked.pdf", await pdfFile());
  await chmod(join(folder, "locked.pdf"), 0);
  await symlink(outside, join(folder, "link.pdf"));
  await symlink("/etc", join(folder, "etc"));
  execFileSync("mkfifo", [join(folder, "pipe.pdf")]);
  await writeFile(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff, 0x2e, 0x70])]), "x");
  const { outcomes, totals } = await importIt(school.registrar);
  await rm(outside);
  const told = Object.fromEntries(outcomes.map((one) => [one.path, codeOf(one)]));
  // Nothing is locked for root.
  const locked = process.getuid?.() === 0 ? "stored" : "unreadable";
  expect(told).toEqual({
    "good.pdf": "stored",
    ".hidden.pdf": "hidden",
    "Thumbs.db": "hidden",
    "empty.pdf": "empty_file",
    "page.pdf": "content_mismatch",
    "run.exe": "unsupported_type",
    "new\nline.pdf": "invalid_filename",
    "‮fdp.exe.pdf": "stored",
    "locked.pdf": locked,
    "link.pdf": "symlink",
    etc: "symlink",
    "pipe.pdf": "not_a_file",
    "\ufffd.p": "name_not_utf8",
  });
  expect(totals.left).toBe(outcomes.filter(({ is }) => is !== "stored").length);
});

test("who may not write imports nothing, and what has no room is not even begun", async () => {
  await put("a.pdf", await pdfFile());
  await put("b.pdf", await pdfFile());
  await expect(importIt(school.viewer)).rejects.toMatchObject({ code: "forbidden" });
  const before = (await documentsOf(school.id)).reduce((sum, row) => sum + row.fileSize, 0);
  const set = (quotaBytes: number | null) =>
    database().update(schools).set({ quotaBytes }).where(eq(schools.id, school.id));
  await set(before + 1000);
  try {
    const size =
      (await readFile(join(folder, "a.pdf"))).length + (await readFile(join(folder, "b.pdf"))).length;
    await expect(importIt(school.teacher)).rejects.toMatchObject({
      code: "quota_exceeded",
      details: { size, left: 1000 },
    });
  } finally {
    await set(null);
  }
  expect([...(await mine("a.pdf")), ...(await mine("b.pdf"))]).toEqual([]);
});

test("killed in the middle and started again, each file is stored exactly once", {
  timeout: 120_000,
}, async () => {
  const names = Array.from({ length: 12 }, (_, at) => `kill ${at}.pdf`);
  for (const name of names) await put(name, await pdfFile());
  const sent: string[] = [];
  const hanging = new Set<string>();
  // Four are stored; of two the bytes arrive and nobody confirms them; two more never arrive.
  await using behind = await faultyStore(({ method = "", url = "" }) => {
    if (!url.includes(`/documents/${school.id}/`)) return null;
    const key = url.split("?")[0] ?? "";
    const isLost = method === "HEAD" && sent.indexOf(key) >= 4;
    const isHeld = method === "PUT" && sent.length >= 6;
    if (method === "PUT" && !isHeld) sent.push(key);
    if (!isLost && !isHeld) return null;
    hanging.add(key);
    return "silence";
  });
  const words = [
    folder,
    "--school",
    await slugOf(),
    "--as",
    school.teacher.userEmail ?? "",
    "--at-once",
    "4",
  ];
  const killed = startCommand("import", words, { R2_ENDPOINT_URL: behind.endpoint });
  await vi.waitFor(() => expect(hanging.size).toBe(4), { timeout: 60_000, interval: 50 });
  killed.process.kill("SIGKILL");
  expect((await killed.ended).code).toBeNull();
  const stored = async () => (await documentsOf(school.id)).filter((row) => names.includes(row.filename));
  expect((await stored()).length).toBe(4);
  const report = join(folder, "..", `report-${process.pid}.csv`);
  const again = await runCommandLine("import", [...words, "--report", report]);
  expect([again.code, again.said]).toEqual([0, expect.stringContaining("Already there: 4 files.")]);
  const lines = (await readFile(report, "utf8")).trim().split("\r\n");
  await rm(report);
  expect([lines.length, lines.filter((line) => line.includes(",stored,")).length]).toEqual([13, 8]);
  expect((await stored()).map(({ filename }) => filename).toSorted()).toEqual(names.toSorted());
  const pending = await database().select().from(uploads).where(eq(uploads.schoolId, school.id));
  expect(pending.filter(({ status }) => status !== "done")).toEqual([]);
  const third = await runCommandLine("import", words);
  expect(third.said).toContain("Already there: 12 files.");
});

test("a bucket is read like a folder, and what was imported is not fetched again", async () => {
  const bucket = `incoming-${randomUUID()}`;
  const { client } = store();
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  const put_ = (Key: string, Body: Uint8Array | string) =>
    client.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
  await put_("old/in bucket.pdf", await pdfFile());
  await put_("old/deep/page.pdf", htmlFile());
  await put_("old/.secret.pdf", await pdfFile());
  await put_("old/folder/", "");
  await put_("new/other.pdf", await pdfFile());
  let fetched = 0;
  await using behind = await faultyStore(({ method, url = "" }) => {
    if (method === "GET" && url.includes("in%20bucket")) fetched += 1;
    return null;
  });
  const words = ["--bucket", bucket, "--prefix", "old/", "--endpoint", behind.endpoint];
  const whose = ["--school", await slugOf(), "--as", school.teacher.userEmail ?? ""];
  const env = {
    IMPORT_ACCESS_KEY_ID: process.env.R2_ACCESS_KEY_ID ?? "",
    IMPORT_SECRET_ACCESS_KEY: process.env.R2_SECRET_ACCESS_KEY ?? "",
  };
  const first = await runCommandLine("import", [...words, ...whose], env);
  expect([first.code, first.said]).toEqual([2, expect.stringContaining("Stored 1 file ")]);
  expect(await mine("in bucket.pdf")).toHaveLength(1);
  expect(await mine("other.pdf")).toEqual([]);
  const again = await runCommandLine("import", [...words, ...whose], env);
  expect([again.code, again.said, fetched]).toEqual([2, expect.stringContaining("Already there: 1 file"), 1]);
});

test("it says how to use it, and what is wrong with what was asked", async () => {
  const help = await runCommandLine("import", ["--help"]);
  expect([help.code, help.said]).toEqual([0, expect.stringContaining("Exit code 0")]);
  const slug = await slugOf();
  const viewer = await runCommandLine("import", [
    folder,
    "--school",
    slug,
    "--as",
    school.viewer.userEmail ?? "",
  ]);
  expect([viewer.code, viewer.complained]).toEqual([1, expect.stringContaining("may not do this")]);
});
