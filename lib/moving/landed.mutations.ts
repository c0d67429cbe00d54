import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { importItems } from "#db/schema/import-items.ts";
import { memberships } from "#db/schema/memberships.ts";
import { documentTags, tags } from "#db/schema/tags.ts";
import type { Wanted } from "#lib/moving/types.ts";

type Arrived = { schoolId: string; importItemId: string | null };

/**
 * What the journal of imports wants of a file that has arrived; nothing for every other upload. Whoever is no member any
 * more brings nothing: the file is then the importer's.
 */
export async function wantedOf(tx: Transaction, { schoolId, importItemId }: Arrived): Promise<Wanted> {
  if (importItemId === null) return {};
  const own = and(eq(importItems.schoolId, schoolId), eq(importItems.id, importItemId));
  const [item] = await tx.select({ wanted: importItems.wanted }).from(importItems).where(own);
  if (item === undefined) return {};
  const { uploadedBy, version, ...wanted } = item.wanted;
  const named = [uploadedBy, version?.by].flatMap((id) => id ?? []);
  const rows =
    named.length === 0
      ? []
      : await tx
          .select({ id: memberships.userId })
          .from(memberships)
          .where(and(eq(memberships.schoolId, schoolId), inArray(memberships.userId, named)));
  const members = new Set(rows.map(({ id }) => id));
  return {
    ...wanted,
    ...(uploadedBy !== undefined && members.has(uploadedBy) && { uploadedBy }),
    ...(version && {
      version: { ...version, by: version.by !== null && members.has(version.by) ? version.by : null },
    }),
  };
}

/** What an imported document's own row gets. */
export function columnsWanted({
  uploadedBy,
  uploadedAt,
  recordClassId,
  notes,
  altText,
  year,
  version,
}: Wanted) {
  return {
    ...(uploadedBy !== undefined && { uploadedBy }),
    ...(uploadedAt !== undefined && { uploadedAt: new Date(uploadedAt) }),
    ...(recordClassId !== undefined && { recordClassId }),
    ...(notes !== undefined && { notes }),
    ...(altText !== undefined && { altText }),
    ...(year !== undefined && { year }),
    ...(version && {
      version: version.number,
      versionBy: version.by,
      versionAt: version.at === null ? null : new Date(version.at),
      restoredFrom: version.restoredFrom,
    }),
  };
}

/** What a later version of an imported document gets: its number, its name and its past as they were. */
export function versionWanted({ version }: Wanted, filename: string) {
  if (version === undefined) return {};
  return {
    number: version.number,
    exactName: filename,
    restoredFrom: version.restoredFrom,
    ...(version.by !== null && { versionBy: version.by }),
    ...(version.at !== null && { versionAt: new Date(version.at) }),
  };
}

/** Notes in the journal that a file is a document now, and puts its tags on it, in the transaction that makes it. */
export async function noteLanded(
  tx: Transaction,
  { schoolId, importItemId }: Arrived,
  documentId: string,
  { tagIds = [] }: Wanted,
): Promise<void> {
  if (importItemId === null) return;
  await tx
    .update(importItems)
    .set({ documentId, doneAt: sql`now()` })
    .where(and(eq(importItems.schoolId, schoolId), eq(importItems.id, importItemId)));
  if (tagIds.length === 0) return;
  const there = await tx
    .select({ tagId: tags.id })
    .from(tags)
    .where(and(eq(tags.schoolId, schoolId), inArray(tags.id, tagIds)));
  if (there.length === 0) return;
  await tx
    .insert(documentTags)
    .values(there.map(({ tagId }) => ({ schoolId, documentId, tagId })))
    .onConflictDoNothing();
}
