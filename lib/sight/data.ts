import "server-only";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { memberships } from "#db/schema/memberships.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { type Permission, permissionFor, permissionsOf, type Role } from "#lib/auth/permissions.ts";
import { ofOwnMessages } from "#lib/documents/attachments.data.ts";
import { findReadable } from "#lib/documents/data.ts";
import { ofClearance } from "#lib/documents/restricted.data.ts";
import { trashShows } from "#lib/documents/rights.ts";
import { AppError } from "#lib/errors.ts";
import { readClasses } from "#lib/record-classes/data.ts";
import { judgeSight } from "#lib/sight/judge.ts";
import type { Explanation } from "#lib/sight/types.ts";
import { foldName } from "#lib/storage/filename.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Members that are gone through for a name, and those that are named. */
const MOST_MEMBERS = 5_000;
const MOST_FOUND = 12;

/** People of the actor's school, those who are suspended too. */
const peopleOf = (actor: Actor) =>
  and(eq(memberships.schoolId, actor.schoolId), eq(users.kind, "person"), isNull(memberships.leftAt));

/**
 * The document that is asked about, for those who see to members and may see it themselves.
 * @throws {AppError} `forbidden`, `not_found`.
 */
export async function findExplained(
  actor: Actor,
  documentId: string,
): Promise<{ id: string; filename: string; title: string | null }> {
  await authorize(actor, "members:manage", { type: "document", id: documentId });
  const { id, filename, title } = await findReadable(actor, documentId, { trashToo: true });
  return { id, filename, title };
}

/**
 * Members whose name or address has `q` in it, case and accents ignored, by name.
 * @throws {AppError} `forbidden`.
 */
export async function findMembers(
  actor: Actor,
  q: string,
): Promise<{ id: string; name: string; role: Role }[]> {
  await authorize(actor, "members:manage");
  const rows = await database()
    .select({ id: users.id, name: users.name, email: users.email, role: memberships.role })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(peopleOf(actor))
    .orderBy(asc(sql`lower(${users.name})`), asc(users.id))
    .limit(MOST_MEMBERS);
  const folded = foldName(q.trim());
  return rows
    .filter(({ name, email }) => foldName(`${name}\n${email}`).includes(folded))
    .slice(0, MOST_FOUND)
    .map(({ id, name, role }) => ({ id, name, role }));
}

/**
 * Why a member of the actor's school sees a document, or does not. The very conditions that hold the reads of documents
 * are asked, with the member in the place of the reader.
 * @throws {AppError} `forbidden`; `not_found` for a document that the actor may not see themselves, and for no member.
 */
export async function explainSight(actor: Actor, documentId: string, userId: string): Promise<Explanation> {
  const { id } = await findExplained(actor, documentId);
  const [member] = UUID.test(userId)
    ? await database()
        .select({
          id: users.id,
          name: users.name,
          role: memberships.role,
          restrictedRead: memberships.restrictedRead,
          suspended: sql<boolean>`(${memberships.suspendedAt} is not null or ${users.suspendedAt} is not null)`,
        })
        .from(memberships)
        .innerJoin(users, eq(users.id, memberships.userId))
        .where(and(peopleOf(actor), eq(users.id, userId)))
    : [];
  if (member === undefined) throw new AppError("not_found");
  const permissions = permissionsOf(member);
  const reader = { userId: member.id, can: (permission: Permission) => permissions.has(permission) };
  const [row] = await database()
    .select({
      kind: documents.kind,
      restricted: documents.restricted,
      recordClassId: documents.recordClassId,
      deletedAt: documents.deletedAt,
      uploadedBy: documents.uploadedBy,
      cleared: sql<boolean>`${ofClearance(reader) ?? sql`true`}`,
      ofOwnMessage: sql<boolean>`${ofOwnMessages(reader)}`,
    })
    .from(documents)
    .where(and(eq(documents.schoolId, actor.schoolId), eq(documents.id, id)));
  if (row === undefined) throw new AppError("not_found");
  const { kind, restricted, cleared, ofOwnMessage, uploadedBy } = row;
  const classes = restricted ? await readClasses(actor) : [];
  return {
    member: { id: member.id, name: member.name, role: member.role },
    kind,
    restrictedClass: classes.find((one) => one.id === row.recordClassId)?.name ?? null,
    sight: judgeSight({
      suspended: member.suspended,
      role: member.role,
      granted: member.restrictedRead && member.role !== "administrator",
      kind,
      restricted,
      inTrash: row.deletedAt !== null,
      uploaded: uploadedBy === member.id,
      cleared,
      ofOwnMessage,
      readsKind: reader.can(permissionFor(kind, "read")),
      trashShows: trashShows(reader, { kind, uploadedBy }),
    }),
  };
}
