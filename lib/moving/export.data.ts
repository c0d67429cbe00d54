import "server-only";
import { and, asc, eq, gt, inArray, isNull, ne, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { documentStudents } from "#db/schema/document-students.ts";
import { documentVersions } from "#db/schema/document-versions.ts";
import { documents } from "#db/schema/documents.ts";
import { memberships } from "#db/schema/memberships.ts";
import { messageAttachments } from "#db/schema/message-attachments.ts";
import { messageRecipients } from "#db/schema/message-recipients.ts";
import { messages } from "#db/schema/messages.ts";
import { objects } from "#db/schema/objects.ts";
import { profileImages } from "#db/schema/profile-images.ts";
import { schoolLogos } from "#db/schema/school-logos.ts";
import { schools } from "#db/schema/schools.ts";
import { students } from "#db/schema/students.ts";
import { users } from "#db/schema/users.ts";
import { readItems } from "#lib/checklist/data.ts";
import { readClasses } from "#lib/record-classes/data.ts";
import { ownTypes } from "#lib/reports/report-types.data.ts";
import { tagsOfDocuments } from "#lib/tags/data.ts";

/*
 * What an export reads: all of one school. For the operator, at the terminal, who has the database itself; no page and
 * no address of the product leads here.
 */

/** Rows that are read at once: memory holds no more of any school. */
const PAGE = 200;

/** The school of a slug with what is decided about it; null where there is none. */
export async function readSchool(slug: string) {
  const [school] = await database().select().from(schools).where(eq(schools.slug, slug));
  if (school === undefined) return null;
  const classes = await readClasses({ schoolId: school.id });
  const checklist = await readItems({ schoolId: school.id });
  const types = await ownTypes({ schoolId: school.id });
  const [logo] = await database()
    .select({ documentId: schoolLogos.documentId })
    .from(schoolLogos)
    .innerJoin(objects, eq(objects.id, schoolLogos.objectId))
    .where(and(eq(schoolLogos.schoolId, school.id), ne(objects.state, "deleting")));
  return { ...school, classes, checklist, types, logo: logo?.documentId ?? null };
}

/** Rows page by page, each page from behind the last row of the one before. */
async function* pages<T extends { id: string }>(read: (after: string | null) => Promise<T[]>) {
  for (let after: string | null = null, more = true; more; ) {
    const rows: T[] = await read(after);
    if (rows.length > 0) yield rows;
    after = rows.at(-1)?.id ?? null;
    more = rows.length === PAGE;
  }
}

/** Everybody who belongs to a school, service accounts too, with the key of their picture; never a password. */
export function readPeople(schoolId: string) {
  return pages((after) =>
    database()
      .select({
        id: users.id,
        kind: users.kind,
        email: users.email,
        name: users.name,
        role: memberships.role,
        restrictedRead: memberships.restrictedRead,
        locale: users.locale,
        suspended: sql<boolean>`(${users.suspendedAt} is not null or ${memberships.suspendedAt} is not null)`,
        left: sql<boolean>`${memberships.leftAt} is not null`,
        pictureKey: objects.key,
        pictureSize: objects.size,
        pictureSha256: profileImages.sha256,
      })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .leftJoin(profileImages, and(eq(profileImages.userId, users.id), eq(profileImages.state, "shown")))
      .leftJoin(objects, eq(objects.id, profileImages.objectId))
      .where(and(eq(memberships.schoolId, schoolId), after === null ? undefined : gt(users.id, after)))
      .orderBy(asc(users.id))
      .limit(PAGE),
  );
}

export function readStudents(schoolId: string) {
  return pages((after) =>
    database()
      .select()
      .from(students)
      .where(and(eq(students.schoolId, schoolId), after === null ? undefined : gt(students.id, after)))
      .orderBy(asc(students.id))
      .limit(PAGE),
  );
}

function grouped<T, K>(rows: readonly T[], keyOf: (row: T) => K): Map<K, T[]> {
  return Map.groupBy(rows, keyOf);
}

/** Messages that were sent, with who got them and what hangs on them. */
export async function* readMessages(schoolId: string) {
  const read = (after: string | null) =>
    database()
      .select()
      .from(messages)
      .where(
        and(
          eq(messages.schoolId, schoolId),
          eq(messages.state, "sent"),
          after === null ? undefined : gt(messages.id, after),
        ),
      )
      .orderBy(asc(messages.id))
      .limit(PAGE);
  for await (const rows of pages(read)) {
    const ids = rows.map(({ id }) => id);
    const [recipients, files] = await Promise.all([
      database()
        .select()
        .from(messageRecipients)
        .where(and(eq(messageRecipients.schoolId, schoolId), inArray(messageRecipients.messageId, ids)))
        .orderBy(asc(messageRecipients.userId)),
      database()
        .select()
        .from(messageAttachments)
        .where(and(eq(messageAttachments.schoolId, schoolId), inArray(messageAttachments.messageId, ids)))
        .orderBy(asc(messageAttachments.documentId)),
    ]);
    const [got, hung] = [grouped(recipients, (r) => r.messageId), grouped(files, (f) => f.messageId)];
    yield rows.map((row) => ({ ...row, recipients: got.get(row.id) ?? [], files: hung.get(row.id) ?? [] }));
  }
}

/** Documents with everything that is known of them; those in the trash where they are wanted. */
export async function* readDocuments(schoolId: string, withTrash: boolean) {
  const read = (after: string | null) =>
    database()
      .select()
      .from(documents)
      .where(
        and(
          eq(documents.schoolId, schoolId),
          withTrash ? undefined : isNull(documents.deletedAt),
          after === null ? undefined : gt(documents.id, after),
        ),
      )
      .orderBy(asc(documents.id))
      .limit(PAGE);
  for await (const rows of pages(read)) yield await withRest(schoolId, rows);
}

export type ReadDocument = Awaited<ReturnType<typeof withRest>>[number];

async function withRest(schoolId: string, rows: readonly (typeof documents.$inferSelect)[]) {
  const ids = rows.map(({ id }) => id);
  const copies = rows.flatMap(({ publicObjectId }) => publicObjectId ?? []);
  const [old, links, tags, sent, published] = await Promise.all([
    database()
      .select({ row: documentVersions, key: objects.key })
      .from(documentVersions)
      .innerJoin(objects, eq(objects.id, documentVersions.objectId))
      .where(and(eq(documentVersions.schoolId, schoolId), inArray(documentVersions.documentId, ids)))
      .orderBy(asc(documentVersions.number)),
    database()
      .select({ documentId: documentStudents.documentId, studentId: documentStudents.studentId })
      .from(documentStudents)
      .where(and(eq(documentStudents.schoolId, schoolId), inArray(documentStudents.documentId, ids)))
      .orderBy(asc(documentStudents.studentId)),
    tagsOfDocuments(schoolId, ids),
    database()
      .select({ documentId: messageAttachments.documentId, messageId: messageAttachments.messageId })
      .from(messageAttachments)
      .innerJoin(messages, and(eq(messages.id, messageAttachments.messageId), eq(messages.state, "sent")))
      .where(and(eq(messageAttachments.schoolId, schoolId), inArray(messageAttachments.documentId, ids)))
      .orderBy(asc(messageAttachments.createdAt)),
    copies.length === 0
      ? []
      : database()
          .select({ id: objects.id })
          .from(objects)
          .where(and(inArray(objects.id, copies), ne(objects.state, "deleting"))),
  ]);
  const versions = grouped(old, ({ row }) => row.documentId);
  const about = grouped(links, ({ documentId }) => documentId);
  const live = new Set(published.map(({ id }) => id));
  return rows.map((row) => ({
    row,
    old: versions.get(row.id) ?? [],
    students: (about.get(row.id) ?? []).map(({ studentId }) => studentId),
    tags: (tags.get(row.id) ?? []).map(({ name }) => name),
    message:
      row.kind === "attachment"
        ? (sent.find(({ documentId }) => documentId === row.id)?.messageId ?? null)
        : null,
    isPublic: row.publicObjectId !== null && live.has(row.publicObjectId),
  }));
}
