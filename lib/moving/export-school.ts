import "server-only";
import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "#lib/errors.ts";
import { csvLine } from "#lib/http/csv.ts";
import type { ReadDocument } from "#lib/moving/export.data.ts";
import {
  readDocuments,
  readMessages,
  readPeople,
  readSchool,
  readStudents,
} from "#lib/moving/export.data.ts";
import { noteExport } from "#lib/moving/export.mutations.ts";
import { TextFile, writeObject } from "#lib/moving/export-file.ts";
import {
  CSV_FILES,
  DOCUMENTS_FILE,
  type ExportedDocument,
  type ExportedSchool,
  type ExportedVersion,
  type ExportHead,
  exportedSchool,
  FORMAT,
  FORMAT_VERSION,
  HEAD_FILE,
  MANIFEST_FILE,
  MESSAGES_FILE,
  PEOPLE_FILE,
  SCHOOL_FILE,
  STUDENTS_FILE,
} from "#lib/moving/export-format.ts";
import {
  type Pending,
  shapeDocument,
  shapeMessage,
  shapePerson,
  shapeStudent,
  versionsOf,
} from "#lib/moving/export-shape.ts";

export type Export = {
  slug: string;
  out: string;
  withTrash: boolean;
  atOnce: number;
  signal: AbortSignal;
  onMeasured: (all: { files: number; bytes: number }) => void;
  /** Told of each version: its name and bytes, and what is wrong with it. */
  onFile: (file: { name: string; size: number; bytes: ExportedVersion["bytes"] }) => void;
};

type Counts = ExportHead["counts"];

const BYTE_ORDER_MARK = "\ufeff";

/**
 * Makes sure that a folder is empty, is not there, or has an earlier export of this very school.
 * @throws {Error} in words for the terminal.
 */
async function claim(out: string, schoolId: string): Promise<void> {
  await mkdir(out, { recursive: true, mode: 0o700 });
  const there = await readdir(out);
  if (there.length === 0) return;
  const text = await readFile(join(out, SCHOOL_FILE), "utf8").catch(() => "{}");
  const parsed = exportedSchool.safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(`${out} is not empty, and is no export: say another folder.`);
  if (parsed.data.id !== schoolId)
    throw new Error(`${out} is an export of another school: say another folder.`);
  // From now on it is not whole, until this run ends.
  await rm(join(out, HEAD_FILE), { force: true });
}

/** The files of one export, with the checksum of each. */
class Writing {
  readonly out: string;
  readonly hashes: Record<string, string> = {};
  readonly manifest: TextFile;

  constructor(out: string) {
    this.out = out;
    this.manifest = new TextFile(join(out, MANIFEST_FILE));
  }

  async name(file: string, sha256: string): Promise<void> {
    await this.manifest.write(`${sha256}  ${file}\n`);
  }

  /** Writes a file of metadata from the lines that come. */
  async lines(file: string, lines: AsyncIterable<string> | Iterable<string>): Promise<void> {
    const text = new TextFile(join(this.out, file));
    for await (const line of lines) await text.write(line);
    const sha256 = await text.end();
    this.hashes[file] = sha256;
    await this.name(file, sha256);
  }
}

async function* people(asked: Export, schoolId: string, writing: Writing, counts: Counts) {
  for await (const rows of readPeople(schoolId)) {
    for (const row of rows) {
      asked.signal.throwIfAborted();
      counts.people += 1;
      const shown = await picture(row, writing);
      if (row.pictureKey !== null && shown === null) {
        counts.missing += 1;
        asked.onFile({ name: `The picture of ${row.name}`, size: 0, bytes: "missing" });
      }
      yield shapePerson(row, shown);
    }
  }
}

type PictureRow = {
  id: string;
  pictureKey: string | null;
  pictureSize: number | null;
  pictureSha256: string | null;
};

async function picture(row: PictureRow, writing: Writing) {
  const { pictureKey: key, pictureSize: size, pictureSha256: expected } = row;
  if (key === null || size === null || expected === null) return null;
  const file = `pictures/${row.id}.jpg`;
  const written = await writeObject({ key, size, expected }, writing.out, file);
  if (written === "missing" || written.sha256 !== expected) return null;
  await writing.name(file, expected);
  return { file, size, sha256: expected };
}

/** Writes JSON for programs and, beside it, a CSV for people: one row at a time. */
async function* both<T>(
  items: AsyncIterable<T>,
  csv: TextFile,
  cells: (item: T) => Parameters<typeof csvLine>[0],
) {
  for await (const item of items) {
    await csv.write(csvLine(cells(item)));
    yield `${JSON.stringify(item)}\n`;
  }
}

async function withCsv<T>(
  writing: Writing,
  files: { json: string; csv: string },
  items: AsyncIterable<T>,
  columns: Readonly<Record<string, (item: T) => string | number | null>>,
): Promise<void> {
  const csv = new TextFile(join(writing.out, files.csv));
  await csv.write(BYTE_ORDER_MARK + csvLine(Object.keys(columns)));
  const cells = (item: T) => Object.values(columns).map((read) => read(item));
  await writing.lines(files.json, both(items, csv, cells));
  const sha256 = await csv.end();
  writing.hashes[files.csv] = sha256;
  await writing.name(files.csv, sha256);
}

async function writeVersion(asked: Export, version: Pending): Promise<ExportedVersion> {
  const { key, file, leftOut, ...told } = version;
  if (leftOut === "quarantined") return { ...told, bytes: leftOut, found_sha256: null, file: null };
  const written =
    leftOut ?? (await writeObject({ key, size: version.size, expected: version.sha256 }, asked.out, file));
  if (written === "missing") return { ...told, bytes: "missing", found_sha256: null, file: null };
  const { sha256 } = written;
  const isSame = version.sha256 === null || version.sha256 === sha256;
  return isSame
    ? { ...told, sha256, bytes: "whole", found_sha256: null, file }
    : { ...told, bytes: "differs", found_sha256: sha256, file };
}

async function writeDocument(asked: Export, read: ReadDocument): Promise<ExportedDocument> {
  const versions: ExportedVersion[] = [];
  for (const version of versionsOf(read)) {
    asked.signal.throwIfAborted();
    const written = await writeVersion(asked, version);
    versions.push(written);
    asked.onFile({ name: version.filename, size: version.size, bytes: written.bytes });
  }
  return shapeDocument(read, versions);
}

/** A page of documents, several of them at once, in their order. */
async function inOrder(asked: Export, page: readonly ReadDocument[]): Promise<ExportedDocument[]> {
  const done: ExportedDocument[] = [];
  const queue = page.entries();
  const worker = async () => {
    for (const [place, read] of queue) done[place] = await writeDocument(asked, read);
  };
  const ended = await Promise.allSettled(Array.from({ length: asked.atOnce }, worker));
  const failed = ended.find((one) => one.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  return done;
}

async function* exportDocuments(asked: Export, schoolId: string, writing: Writing, counts: Counts) {
  for await (const page of readDocuments(schoolId, asked.withTrash)) {
    for (const document of await inOrder(asked, page)) {
      counts.documents += 1;
      for (const { bytes, file, sha256, found_sha256, size } of document.versions) {
        counts.versions += 1;
        const isThere = bytes === "whole" || bytes === "differs";
        counts.bytes += isThere ? size : 0;
        counts.missing += isThere ? 0 : 1;
        counts.differing += bytes === "differs" ? 1 : 0;
        if (file !== null) await writing.name(file, found_sha256 ?? sha256 ?? "");
      }
      yield document;
    }
  }
}

async function measure(asked: Export, schoolId: string): Promise<void> {
  const all = { files: 0, bytes: 0 };
  for await (const page of readDocuments(schoolId, asked.withTrash)) {
    asked.signal.throwIfAborted();
    for (const read of page) {
      for (const { size } of versionsOf(read)) {
        all.files += 1;
        all.bytes += size;
      }
    }
  }
  asked.onMeasured(all);
}

async function* oneByOne<T, R>(pages: AsyncIterable<T[]>, shape: (row: T) => R, note: () => void) {
  for await (const rows of pages) {
    for (const row of rows) {
      note();
      yield shape(row);
    }
  }
}

async function* jsonLines(items: AsyncIterable<unknown>) {
  for await (const item of items) yield `${JSON.stringify(item)}\n`;
}

const currentOf = ({ versions }: ExportedDocument) => versions.at(-1);

/**
 * Exports a school: its files with all their versions, and everything that is known of them, each file proven against
 * what the school knows of it. A run that was stopped is gone on with by the next one; the head is written last.
 * @throws {AppError} `not_found`, `storage_*`; {Error} in words for the terminal for a folder that is another's.
 */
export async function exportSchool(asked: Export): Promise<ExportHead> {
  const school = await readSchool(asked.slug);
  if (school === null) throw new AppError("not_found");
  await claim(asked.out, school.id);
  const shape: ExportedSchool = {
    format: FORMAT,
    version: FORMAT_VERSION,
    id: school.id,
    slug: school.slug,
    name: school.name,
    time_zone: school.timeZone,
    locale: school.locale,
    academic_year_start: school.academicYearStart,
    upload_rules: school.uploadRules as ExportedSchool["upload_rules"],
    record_classes: school.classes,
    report_types: school.types,
    checklist: school.checklist.map(({ name, recordClassId, groups, everyYear }) => ({
      name,
      record_class: recordClassId,
      groups: [...groups],
      every_year: everyYear,
    })),
    logo: school.logo,
  };
  const counts: Counts = {
    people: 0,
    students: 0,
    messages: 0,
    documents: 0,
    versions: 0,
    bytes: 0,
    missing: 0,
    differing: 0,
  };
  await measure(asked, school.id);
  const writing = new Writing(asked.out);
  await writing.lines(SCHOOL_FILE, [`${JSON.stringify(shape, null, 2)}\n`]);
  await withCsv(
    writing,
    { json: PEOPLE_FILE, csv: CSV_FILES.people },
    people(asked, school.id, writing, counts),
    {
      id: ({ id }) => id,
      name: ({ name }) => name,
      email: ({ email }) => email,
      role: ({ role }) => role,
      kind: ({ kind }) => kind,
      suspended: ({ suspended }) => (suspended ? "yes" : "no"),
    },
  );
  const students = oneByOne(readStudents(school.id), shapeStudent, () => {
    counts.students += 1;
  });
  await withCsv(writing, { json: STUDENTS_FILE, csv: CSV_FILES.students }, students, {
    id: ({ id }) => id,
    external_id: (one) => one.external_id,
    family_name: (one) => one.family_name,
    given_name: (one) => one.given_name,
    date_of_birth: (one) => one.date_of_birth,
    group: ({ group }) => group,
    enrolled_on: (one) => one.enrolled_on,
    left_on: (one) => one.left_on,
  });
  const messages = oneByOne(readMessages(school.id), shapeMessage, () => {
    counts.messages += 1;
  });
  await writing.lines(MESSAGES_FILE, jsonLines(messages));
  const classes = new Map(school.classes.map(({ id, name }) => [id, name]));
  const documents = exportDocuments(asked, school.id, writing, counts);
  await withCsv(writing, { json: DOCUMENTS_FILE, csv: CSV_FILES.documents }, documents, {
    id: ({ id }) => id,
    path: (one) => currentOf(one)?.file ?? null,
    filename: ({ filename }) => filename,
    title: ({ title }) => title,
    kind: ({ kind }) => kind,
    content_type: (one) => currentOf(one)?.content_type ?? null,
    size: (one) => currentOf(one)?.size ?? null,
    sha256: (one) => currentOf(one)?.sha256 ?? null,
    bytes: (one) => currentOf(one)?.bytes ?? null,
    versions: ({ versions }) => versions.length,
    report_type: (one) => one.report_type,
    year: ({ year }) => year,
    term: ({ term }) => term,
    record_class: (one) => (one.record_class === null ? null : (classes.get(one.record_class) ?? null)),
    tags: ({ tags }) => tags.join(", "),
    notes: ({ notes }) => notes,
    students: (one) => one.students.join(", "),
    uploaded_by: (one) => one.uploaded_by,
    uploaded_at: (one) => one.uploaded_at,
    deleted_at: (one) => one.deleted_at,
    public: (one) => (one.public ? "yes" : "no"),
  });
  writing.hashes[MANIFEST_FILE] = await writing.manifest.end();
  const head: ExportHead = {
    format: FORMAT,
    version: FORMAT_VERSION,
    exported_at: new Date().toISOString(),
    with_trash: asked.withTrash,
    files: writing.hashes,
    counts,
  };
  await noteExport(school.id, counts, asked.withTrash);
  const file = new TextFile(join(asked.out, HEAD_FILE));
  await file.write(`${JSON.stringify(head, null, 2)}\n`);
  await file.end();
  return head;
}

const isThere = async (folder: string, file: string) =>
  (await stat(join(folder, file)).catch(() => null))?.isFile() ?? false;

/** Whether a folder is an export, and whether all of it is there. */
export async function exportIn(folder: string): Promise<"whole" | "part" | null> {
  if (await isThere(folder, HEAD_FILE)) return "whole";
  if (!(await isThere(folder, SCHOOL_FILE)) && !(await isThere(folder, `${MANIFEST_FILE}.part`))) return null;
  return "part";
}
