import { quarantineOf, type Status } from "#lib/documents/status.ts";
import type { ReadDocument, readMessages, readPeople, readStudents } from "#lib/moving/export.data.ts";
import type {
  ExportedDocument,
  ExportedMessage,
  ExportedPerson,
  ExportedStudent,
  ExportedVersion,
} from "#lib/moving/export-format.ts";
import { keySafeName } from "#lib/storage/filename.ts";

type Row<T extends (...args: never[]) => AsyncGenerator<unknown[]>> =
  ReturnType<T> extends AsyncGenerator<(infer R)[]> ? R : never;

const at = (moment: Date | null) => moment?.toISOString() ?? null;

/** A version of a document whose bytes are to be written. */
export type Pending = Omit<ExportedVersion, "bytes" | "found_sha256" | "file"> & {
  key: string;
  file: string;
  /** Why they are not; null where they are. */
  leftOut: "missing" | "quarantined" | null;
};

/**
 * Where the bytes of a version are in an export: unique by the document and the number, in some 256 folders a year so
 * that no folder has too many, and with a name that no system takes for a path.
 */
export function fileOf(version: {
  documentId: string;
  kind: string;
  year: number;
  number: number;
  filename: string;
}): string {
  const { documentId, kind, year, number, filename } = version;
  return `files/${kind}/${year}/${documentId.slice(-2)}/${documentId}_v${number}_${keySafeName(filename)}`;
}

/** What nobody can read in the app for the virus scanner's sake nobody gets in a folder either. */
const leftOut = (status: Status) =>
  status === "missing" ? status : quarantineOf(status) === null ? null : ("quarantined" as const);

/** The versions of a document, oldest first. */
export function versionsOf({ row, old }: ReadDocument): Pending[] {
  const year = row.uploadedAt.getUTCFullYear();
  const own = { documentId: row.id, kind: row.kind, year };
  const before = old.map(
    ({ row: one, key }): Pending => ({
      number: one.number,
      filename: one.filename,
      content_type: one.contentType,
      size: one.fileSize,
      sha256: one.sha256,
      uploaded_by: one.uploadedBy,
      uploaded_at: one.uploadedAt.toISOString(),
      restored_from: one.restoredFrom,
      key,
      file: fileOf({ ...own, number: one.number, filename: one.filename }),
      leftOut: leftOut(one.status),
    }),
  );
  return [
    ...before,
    {
      number: row.version,
      filename: row.filename,
      content_type: row.contentType,
      size: row.fileSize,
      sha256: row.sha256,
      uploaded_by: row.versionBy ?? row.uploadedBy,
      uploaded_at: (row.versionAt ?? row.uploadedAt).toISOString(),
      restored_from: row.restoredFrom,
      key: row.filePath,
      file: fileOf({ ...own, number: row.version, filename: row.filename }),
      leftOut: leftOut(row.status),
    },
  ];
}

export function shapeDocument(read: ReadDocument, versions: ExportedVersion[]): ExportedDocument {
  const { row } = read;
  return {
    id: row.id,
    kind: row.kind,
    filename: row.filename,
    title: row.title,
    alt_text: row.altText,
    report_type: row.reportType,
    year: row.year,
    term: row.term,
    record_class: row.recordClassId,
    tags: read.tags,
    notes: row.notes,
    students: read.students,
    uploaded_by: row.uploadedBy,
    uploaded_at: row.uploadedAt.toISOString(),
    deleted_at: at(row.deletedAt),
    public: read.isPublic,
    message: read.message,
    versions,
  };
}

export function shapeStudent(row: Row<typeof readStudents>): ExportedStudent {
  return {
    id: row.id,
    external_id: row.externalId,
    family_name: row.familyName,
    given_name: row.givenName,
    date_of_birth: row.dateOfBirth,
    group: row.group,
    enrolled_on: row.enrolledOn,
    left_on: row.leftOn,
  };
}

export function shapePerson(row: Row<typeof readPeople>, picture: ExportedPerson["picture"]): ExportedPerson {
  const { id, kind, email, name, role, restrictedRead, locale, suspended, left } = row;
  return { id, kind, email, name, role, restricted_read: restrictedRead, locale, suspended, left, picture };
}

export function shapeMessage(row: Row<typeof readMessages>): ExportedMessage {
  return {
    id: row.id,
    author: row.authorId,
    subject: row.subject,
    body: row.body,
    to: row.audience,
    sent_at: (row.sentAt ?? row.updatedAt).toISOString(),
    author_deleted_at: at(row.authorDeletedAt),
    recipients: row.recipients.map(({ userId, readAt, deletedAt }) => ({
      id: userId,
      read_at: at(readAt),
      deleted_at: at(deletedAt),
    })),
    attachments: row.files.map(({ documentId }) => documentId),
  };
}
