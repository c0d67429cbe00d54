import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { tags } from "#db/schema/tags.ts";
import { AppError } from "#lib/errors.ts";
import { foldName } from "#lib/storage/filename.ts";
import { MAX_TAGS_OF_SCHOOL } from "#lib/tags/constants.ts";
import { tagName } from "#lib/tags/name.ts";
import type { Tag } from "#lib/tags/types.ts";

/**
 * The school's tags of these names, those made that are not there yet: `Été` and `ete` are the same one, under the name
 * that came first. The caller has authorized.
 * @throws {AppError} `invalid_request` for what no tag can be called, `too_many_tags`.
 */
export async function ensureTags(
  tx: Transaction,
  schoolId: string,
  names: readonly string[],
): Promise<Tag[]> {
  const wanted = new Map<string, string>();
  for (const typed of names) {
    const name = tagName(typed);
    if (name === null) throw new AppError("invalid_request", { field: "tags" });
    const key = foldName(name);
    if (!wanted.has(key)) wanted.set(key, name);
  }
  if (wanted.size === 0) return [];
  // In one order, so that two who make the same ones cannot deadlock.
  const rows = [...wanted].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const keys = rows.map(([key]) => key);
  const named = and(eq(tags.schoolId, schoolId), inArray(tags.nameKey, keys));
  const known = await tx
    .select({ id: tags.id, name: tags.name })
    .from(tags)
    .where(named)
    .orderBy(tags.nameKey);
  if (known.length === keys.length) return known;
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(tags)
    .where(eq(tags.schoolId, schoolId));
  if ((row?.count ?? 0) + keys.length - known.length > MAX_TAGS_OF_SCHOOL) {
    throw new AppError("too_many_tags", { limit: MAX_TAGS_OF_SCHOOL });
  }
  await tx
    .insert(tags)
    .values(rows.map(([nameKey, name]) => ({ schoolId, name, nameKey })))
    .onConflictDoNothing({ target: [tags.schoolId, tags.nameKey] });
  return tx.select({ id: tags.id, name: tags.name }).from(tags).where(named).orderBy(tags.nameKey);
}
