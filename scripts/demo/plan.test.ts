import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import mammoth from "mammoth";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { readSheet } from "read-excel-file/node";
import sharp from "sharp";
import { expect, test } from "vitest";
import { WIDER_TYPES } from "#lib/documents/constants.ts";
import { widerRules } from "#lib/documents/school-policy.ts";
import { checkPolicy } from "#lib/uploads/policy.ts";
import { sniff } from "#lib/uploads/sniff.ts";
import { calendar } from "#scripts/demo/dates.ts";
import { STAFF, STUDENTS } from "#scripts/demo/people.ts";
import { type PlannedFile, planFiles } from "#scripts/demo/plan.ts";

const ANCHOR = new Date("2026-11-20T11:00:00Z");
const plan = planFiles(calendar(ANCHOR));

function planned(start: string): PlannedFile {
  const file = plan.find(({ filename }) => filename.startsWith(start));
  if (file === undefined) throw new Error(`There is no ${start}.`);
  return file;
}

const made = async (start: string) => Buffer.from(await planned(start).make());

/** The text of each page, as a reader would select it. */
async function pagesOf(bytes: Buffer): Promise<string[]> {
  const loading = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  const pdf = await loading.promise;
  const pages: string[] = [];
  for (let at = 1; at <= pdf.numPages; at += 1) {
    const { items } = await (await pdf.getPage(at)).getTextContent();
    pages.push(items.map((item) => ("str" in item ? item.str : "")).join(" "));
  }
  await loading.destroy();
  return pages;
}

/** Whether Info-ZIP finds the file whole. */
function unzips(bytes: Buffer): boolean {
  const folder = mkdtempSync(path.join(tmpdir(), "athena-zip-"));
  try {
    const file = path.join(folder, "file.zip");
    writeFileSync(file, bytes);
    return spawnSync("unzip", ["-tqq", file]).status === 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test.each([
  ["Enrolment form - ", 2, ["Enrolment form", "Colegio San Isidro", "Parents or guardians"]],
  ["Report card ", 1, ["Report card", "Mathematics", "Remarks of the tutor"]],
  ["Autorización ", 1, ["Autorización de salida", "autorizo a que"]],
  ["Support plan - ", 3, ["Support plan", "Reading", "Playground"]],
  ["Family handbook ", 4, ["Family handbook", "The week", "Student"]],
] as const)("%s has %i pages of text that can be selected", async (start, count, words) => {
  const pages = await pagesOf(await made(start));
  expect(pages).toHaveLength(count);
  const student = STUDENTS.find(({ name }) => pages.join(" ").includes(name));
  const wanted = start.startsWith("Family") ? words : [...words, student?.name ?? "a student's name"];
  for (const word of wanted) expect(pages.join(" ")).toContain(word);
});

test("a Word document is read by another program", async () => {
  const bytes = await made("Letter to families");
  const { value, messages } = await mammoth.extractRawText({ buffer: bytes });
  expect(value).toContain("Reading corner is put in order");
  expect(messages).toEqual([]);
  expect(unzips(bytes)).toBe(true);
});

test("a workbook is read by another program", async () => {
  const bytes = await made("Attendance 3A - this week");
  const rows = await readSheet(bytes);
  expect(rows[0]).toEqual(["Student", "Mon", "Tue", "Wed", "Thu", "Fri", "Days"]);
  expect(rows).toHaveLength(11);
  for (const row of rows.slice(1)) {
    const days = row.slice(1, 6).map(Number);
    expect(row[6]).toBe(days.reduce((sum, one) => sum + one, 0));
  }
  expect(unzips(bytes)).toBe(true);
});

test("a table of marks has as many fields in each line", async () => {
  const lines = (await made("Marks 3A")).toString().trimEnd().split("\r\n");
  expect(lines).toHaveLength(11);
  for (const line of lines.slice(1)) expect(line).toMatch(/^\d{4},"[^"]+, [^"]+"(,\d+\.\d){3}$/);
});

test("pictures are of a size worth looking at", async () => {
  const size = async (start: string) => {
    const { format, width, height } = await sharp(await made(start)).metadata();
    return [format, width, height];
  };
  expect(await size("ID photo - ")).toEqual(["jpeg", 600, 720]);
  expect(await size("Carnival 1")).toEqual(["jpeg", 1280, 960]);
  expect(await size("Carnival 4")).toEqual(["png", 960, 720]);
});

test("every file is what its name says, by the product's own checks, and small", async () => {
  for (const file of plan) {
    const bytes = Buffer.from(await file.make());
    const { filename, kind, contentType } = file;
    const wider = widerRules(Object.keys(WIDER_TYPES));
    expect(checkPolicy({ filename, kind, contentType, size: bytes.length }, wider)).toBe(contentType);
    const source = {
      size: bytes.length,
      read: async (start: number, end: number) => bytes.subarray(start, end + 1),
    };
    expect([filename, await sniff(contentType, source)]).toEqual([filename, null]);
    expect(bytes.length).toBeLessThan(400_000);
  }
}, 120_000);

test("the same calendar gives the same files", async () => {
  const again = planFiles(calendar(ANCHOR));
  expect(again.map(({ filename, at }) => [filename, at])).toEqual(
    plan.map(({ filename, at }) => [filename, at]),
  );
  const kinds = new Map(plan.map((file, at) => [file.contentType, at]));
  for (const [type, at] of kinds) {
    const [one, other] = [await plan[at]?.make(), await again[at]?.make()];
    expect([type, other && one?.equals(other)]).toEqual([type, true]);
  }
});

test.each(["2026-09-01T06:00:00Z", "2026-11-20T11:00:00Z", "2027-02-28T23:30:00Z", "2027-07-31T12:00:00Z"])(
  "started on %s, all of it lies in two school years before",
  (moment) => {
    const anchor = new Date(moment);
    const files = planFiles(calendar(anchor));
    expect(files.length).toBeGreaterThan(300);
    expect(files.length).toBeLessThan(400);
    for (const { at, trashedAt } of files) {
      expect(at.getTime()).toBeLessThan(anchor.getTime());
      expect(anchor.getTime() - at.getTime()).toBeLessThan(3 * 366 * 86_400_000);
      if (trashedAt) expect(trashedAt.getTime()).toBeGreaterThan(at.getTime());
    }
  },
);

test("files come from several people, and no viewer uploads", () => {
  const uploaders = new Set<string>(plan.map(({ by }) => by));
  for (const { name, role } of STAFF) expect(uploaders.has(name)).toBe(role !== "viewer");
});
