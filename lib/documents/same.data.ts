import "server-only";
import { and, asc, eq, inArray, isNotNull, isNull, type SQL } from "drizzle-orm";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { ITS_COPY, published, ROW_COLUMNS } from "#lib/documents/columns.data.ts";
import { visible } from "#lib/documents/data.ts";
import { toItem } from "#lib/documents/item.ts";
import { readableKinds } from "#lib/documents/rights.ts";
import type { DocumentItem } from "#lib/documents/types.ts";

const VIEWS = ["live", "trash"] as const;

/**
 * What the actor can see in a view and whose bytes were proven. A checksum that was only claimed is nothing to rely on:
 * whoever was told that their file is here would be left without it, and so where the store has lost it.
 */
async function proven(actor: Actor, view: (typeof VIEWS)[number]): Promise<SQL | undefined> {
  return and(
    await visible(actor, { view }),
    isNotNull(documents.sha256VerifiedAt),
    isNull(documents.checksumFailedAt),
    eq(documents.status, "ready"),
  );
}

/**
 * The documents that have these bytes, of those that the actor can see: the oldest for each, in the list before those
 * in their trash.
 * @param contents SHA-256 (lower-case hex) and size in bytes.
 */
export async function findSame(
  actor: Actor,
  contents: readonly { sha256: string; size: number }[],
): Promise<DocumentItem[]> {
  if (contents.length === 0 || readableKinds(actor).length === 0) return [];
  const wanted = inArray(
    documents.sha256,
    contents.map(({ sha256 }) => sha256),
  );
  const found = await Promise.all(
    VIEWS.map(async (view) =>
      database()
        .selectDistinctOn([documents.sha256, documents.fileSize], ROW_COLUMNS)
        .from(documents)
        .innerJoin(users, eq(users.id, documents.uploadedBy))
        .leftJoin(published, ITS_COPY)
        .where(and(await proven(actor, view), wanted))
        .orderBy(documents.sha256, documents.fileSize, asc(documents.uploadedAt)),
    ),
  );
  return found.flat().map((row) => toItem(actor, row));
}

/** Those of these sizes (bytes) that some document has, of those that the actor can see. */
export async function sizesOf(actor: Actor, sizes: readonly number[]): Promise<Set<number>> {
  if (sizes.length === 0 || readableKinds(actor).length === 0) return new Set();
  const found = await Promise.all(
    VIEWS.map(async (view) =>
      database()
        .selectDistinct({ size: documents.fileSize })
        .from(documents)
        .where(and(await proven(actor, view), inArray(documents.fileSize, [...sizes]))),
    ),
  );
  return new Set(found.flat().map(({ size }) => size));
}
