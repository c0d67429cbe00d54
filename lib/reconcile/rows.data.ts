import "server-only";
import { and, asc, eq, gt, inArray, lte, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { documentVersions } from "#db/schema/document-versions.ts";
import { documents } from "#db/schema/documents.ts";
import { objects } from "#db/schema/objects.ts";
import { schools } from "#db/schema/schools.ts";
import { uploads } from "#db/schema/uploads.ts";
import type { BucketName, Known } from "#lib/reconcile/types.ts";

const COLUMNS = {
  id: objects.id,
  key: objects.key,
  state: objects.state,
  purpose: objects.purpose,
  size: objects.size,
  schoolId: objects.schoolId,
  createdAt: objects.createdAt,
  signedUntil: objects.signedUntil,
  documentId: sql<string | null>`coalesce(${documents.id}, ${documentVersions.documentId})`,
  status: sql<Known["status"]>`coalesce(${documents.status}, ${documentVersions.status})`,
  sha256: sql<string | null>`case
    when ${documents.sha256VerifiedAt} is not null then ${documents.sha256}
    when ${documentVersions.sha256VerifiedAt} is not null then ${documentVersions.sha256} end`,
};

// As the index of the public bucket has it, word for word: a parameter would hide from PostgreSQL that it fits.
const IN = { private: sql`${objects.bucket} = 'private'`, public: sql`${objects.bucket} = 'public'` };

const withDocuments = () =>
  database()
    .select(COLUMNS)
    .from(objects)
    .leftJoin(documents, eq(documents.objectId, objects.id))
    .leftJoin(documentVersions, eq(documentVersions.objectId, objects.id));

/**
 * The rows of a bucket behind a key, in the order of their keys, at most `limit`. Of every school: for the worker and
 * the operator, and nobody else.
 * @param upTo no key behind this one; null for all.
 */
export async function listKnown(
  where: BucketName,
  after: string,
  upTo: string | null,
  limit: number,
): Promise<{ items: Known[]; more: boolean }> {
  const items = await withDocuments()
    .where(and(IN[where], gt(objects.key, after), upTo === null ? undefined : lte(objects.key, upTo)))
    .orderBy(asc(objects.key))
    .limit(limit + 1);
  return { items: items.slice(0, limit), more: items.length > limit };
}

/** The row of one key as it is now, or null. */
export async function findKnown(where: BucketName, key: string): Promise<Known | null> {
  const rows = await withDocuments().where(and(IN[where], eq(objects.key, key)));
  return rows[0] ?? null;
}

/** How many rows there are, roughly: what PostgreSQL last counted. */
export async function estimateRows(): Promise<number> {
  const rows = await database().execute<{ count: number }>(
    sql`select greatest(reltuples, 0)::float8 as count from pg_class where oid = 'objects'::regclass`,
  );
  return Math.round(rows[0]?.count ?? 0);
}

/** The keys whose uploads in parts somebody looks after: pending ones, and those whose object is being deleted. */
export async function listTended(keys: readonly string[]): Promise<Map<string, ReadonlySet<string | null>>> {
  const rows = await database()
    .select({
      key: objects.key,
      state: objects.state,
      status: uploads.status,
      storeUploadId: uploads.storeUploadId,
    })
    .from(objects)
    .leftJoin(uploads, eq(uploads.objectId, objects.id))
    .where(inArray(objects.key, [...keys]));
  const tended = new Map<string, Set<string | null>>();
  for (const { key, state, status, storeUploadId } of rows) {
    if (state !== "deleting" && status !== "pending") continue;
    const ids = tended.get(key) ?? new Set();
    // Null stands for every one of this key: the delete job finds them by it, and one may not have been noted yet.
    tended.set(key, ids.add(state === "deleting" ? null : storeUploadId));
  }
  return tended;
}

/** The next schools in the order of their ids. */
export async function listSchoolIds(after: string, limit: number): Promise<string[]> {
  const rows = await database()
    .select({ id: schools.id })
    .from(schools)
    .where(after === "" ? undefined : gt(schools.id, after))
    .orderBy(asc(schools.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}
