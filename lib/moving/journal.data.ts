import "server-only";
import { and, desc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { importItems } from "#db/schema/import-items.ts";
import { uploads } from "#db/schema/uploads.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { anyWritePermission } from "#lib/documents/rights.ts";
import type { UploadRow } from "#lib/uploads/data.ts";

export type JournalItem = { id: string; sha256: string; documentId: string | null; gone: boolean };

const columns = {
  id: importItems.id,
  sha256: importItems.sha256,
  documentId: importItems.documentId,
  gone: sql<boolean>`not exists (select from ${documents} where ${documents.id} = ${importItems.documentId})`,
};

const stored = (actor: Actor) => and(eq(importItems.schoolId, actor.schoolId), isNotNull(importItems.doneAt));

/** A file that was stored by an earlier run, by what it is known by; null where none was. */
export async function findStored(actor: Actor, sourceKey: string): Promise<JournalItem | null> {
  await authorize(actor, anyWritePermission(actor));
  const [row] = await database()
    .select(columns)
    .from(importItems)
    .where(and(stored(actor), eq(importItems.sourceKey, sourceKey)));
  return row ?? null;
}

/** The same of a file whose bytes its store calls the same as then. */
export async function findStamped(
  actor: Actor,
  file: { path: string; size: number; stamp: string },
): Promise<JournalItem | null> {
  await authorize(actor, anyWritePermission(actor));
  const { path, size, stamp } = importItems;
  const same = and(eq(path, file.path), eq(size, file.size), eq(stamp, file.stamp));
  const [row] = await database()
    .select(columns)
    .from(importItems)
    .where(and(stored(actor), same))
    .orderBy(desc(importItems.id))
    .limit(1);
  return row ?? null;
}

/** Which of these paths were stored with so many bytes: by then they may have others, and are read to tell. */
export async function storedSizes(actor: Actor, paths: readonly string[]): Promise<Set<string>> {
  await authorize(actor, anyWritePermission(actor));
  if (paths.length === 0) return new Set();
  const rows = await database()
    .select({ path: importItems.path, size: importItems.size })
    .from(importItems)
    .where(and(stored(actor), inArray(importItems.path, [...paths])));
  return new Set(rows.map(({ path, size }) => `${size} ${path}`));
}

/** Which of these were stored by an earlier run, by what they are known by. */
export async function storedKeys(actor: Actor, keys: readonly string[]): Promise<Set<string>> {
  await authorize(actor, anyWritePermission(actor));
  if (keys.length === 0) return new Set();
  const rows = await database()
    .select({ key: importItems.sourceKey })
    .from(importItems)
    .where(and(stored(actor), inArray(importItems.sourceKey, [...keys])));
  return new Set(rows.map(({ key }) => key));
}

/** The upload of a journal's row that is under way or done, whoever began it; null while there is none. */
export async function liveUpload(actor: Actor, importItemId: string): Promise<UploadRow | null> {
  await authorize(actor, anyWritePermission(actor));
  const [row] = await database()
    .select()
    .from(uploads)
    .where(
      and(
        eq(uploads.schoolId, actor.schoolId),
        eq(uploads.importItemId, importItemId),
        inArray(uploads.status, ["pending", "done"]),
      ),
    );
  return row ?? null;
}

/** An upload's row as it is now. */
export async function readUpload(actor: Actor, uploadId: string): Promise<UploadRow | null> {
  await authorize(actor, anyWritePermission(actor));
  const [row] = await database()
    .select()
    .from(uploads)
    .where(and(eq(uploads.schoolId, actor.schoolId), eq(uploads.id, uploadId)));
  return row ?? null;
}
