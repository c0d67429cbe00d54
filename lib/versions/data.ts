import "server-only";
import { and, desc, eq, lt, sql } from "drizzle-orm";
import { type Database, database, type Transaction } from "#db/client.ts";
import { documentVersions } from "#db/schema/document-versions.ts";
import { objects } from "#db/schema/objects.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { findReadable } from "#lib/documents/data.ts";
import type { DocumentRow } from "#lib/documents/item.ts";
import { mayEdit } from "#lib/documents/rights.ts";
import { AppError } from "#lib/errors.ts";
import type { Version, VersionPage } from "#lib/versions/types.ts";

/** Versions in one page. */
export const VERSIONS_SIZE = 50;

type OldRow = typeof documentVersions.$inferSelect & { person: string };

const statusOf = (row: Pick<OldRow, "status" | "checksumFailedAt">) =>
  row.checksumFailedAt === null ? row.status : "damaged";

function toVersion(row: OldRow): Version {
  return {
    number: row.number,
    isCurrent: false,
    filename: row.filename,
    contentType: row.contentType,
    fileSize: row.fileSize,
    sha256: row.sha256,
    status: statusOf(row),
    uploadedBy: { id: row.uploadedBy, name: row.person },
    uploadedAt: row.uploadedAt.toISOString(),
    restoredFrom: row.restoredFrom,
  };
}

async function currentVersion(row: DocumentRow): Promise<Version> {
  const by = row.versionBy ?? row.uploadedBy;
  const named =
    by === row.uploadedBy
      ? undefined
      : (await database().select({ name: users.name }).from(users).where(eq(users.id, by)))[0];
  return {
    number: row.version,
    isCurrent: true,
    filename: row.filename,
    contentType: row.contentType,
    fileSize: row.fileSize,
    sha256: row.sha256,
    status: statusOf(row),
    uploadedBy: { id: by, name: named?.name ?? row.uploaderName },
    uploadedAt: (row.versionAt ?? row.uploadedAt).toISOString(),
    restoredFrom: row.restoredFrom,
  };
}

/**
 * The versions of a document that the actor may see, newest first.
 * @param below only those with lower numbers; the current one too where it is not given.
 * @throws {AppError} `not_found`, `forbidden`.
 */
export async function listVersions(
  actor: Actor,
  documentId: string,
  below: number | null = null,
): Promise<VersionPage> {
  const row = await findReadable(actor, documentId, { trashToo: true });
  const rows = await database()
    .select({ version: documentVersions, person: users.name })
    .from(documentVersions)
    .innerJoin(users, eq(users.id, documentVersions.uploadedBy))
    .where(
      and(
        eq(documentVersions.schoolId, actor.schoolId),
        eq(documentVersions.documentId, row.id),
        lt(documentVersions.number, below ?? row.version),
      ),
    )
    .orderBy(desc(documentVersions.number))
    .limit(VERSIONS_SIZE + 1);
  const old = rows.slice(0, VERSIONS_SIZE).map(({ version, person }) => toVersion({ ...version, person }));
  const isLive = row.deletedAt === null;
  return {
    versions: below === null ? [await currentVersion(row), ...old] : old,
    next: rows.length > VERSIONS_SIZE ? (old.at(-1)?.number ?? null) : null,
    canRestore: isLive && mayEdit(actor, row),
    canDelete: isLive && actor.can("trash:purge"),
  };
}

/**
 * A document as one of its versions has it: what it held then, and all else as it is now. Without a number it is the
 * current one.
 * @throws {AppError} `not_found` for a document or version that is not there, `forbidden`.
 */
export async function findReadableVersion(
  actor: Actor,
  documentId: string,
  number: number | undefined,
  options: { trashToo?: boolean } = {},
): Promise<DocumentRow> {
  const row = await findReadable(actor, documentId, options);
  if (number === undefined || number === row.version) return row;
  const old = Number.isInteger(number) ? await findOld(database(), row, number) : null;
  if (old === null) throw new AppError("not_found");
  const { version, key } = old;
  return {
    ...row,
    objectId: version.objectId,
    filePath: key,
    filename: version.filename,
    contentType: version.contentType,
    fileSize: version.fileSize,
    status: statusOf(version),
    sha256: version.sha256,
    sha256VerifiedAt: version.sha256VerifiedAt,
    version: version.number,
    versionBy: version.uploadedBy,
    versionAt: version.uploadedAt,
    restoredFrom: version.restoredFrom,
  };
}

/** An old version with the key of its object; null where there is none. */
export async function findOld(
  db: Database | Transaction,
  document: Pick<DocumentRow, "id" | "schoolId">,
  number: number,
) {
  const [row] = await db
    .select({ version: documentVersions, key: objects.key })
    .from(documentVersions)
    .innerJoin(objects, eq(objects.id, documentVersions.objectId))
    .where(
      and(
        eq(documentVersions.schoolId, document.schoolId),
        eq(documentVersions.documentId, document.id),
        // A number beyond what the column holds is one that no version has.
        sql`${documentVersions.number} = ${number}::bigint`,
      ),
    );
  return row ?? null;
}
