import "server-only";
import { and, asc, desc, eq, exists, inArray, like, sql } from "drizzle-orm";
import { type Database, database, type Transaction } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { documentTags, tags } from "#db/schema/tags.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { visible } from "#lib/documents/data.ts";
import { foldName } from "#lib/storage/filename.ts";
import { SUGGESTED } from "#lib/tags/constants.ts";
import type { Tag } from "#lib/tags/types.ts";

/** The tags of each of a school's documents, by name; a document without any is left out. The caller has authorized. */
export async function tagsOfDocuments(
  schoolId: string,
  documentIds: readonly string[],
  tx: Transaction | Database = database(),
): Promise<Map<string, Tag[]>> {
  const found = new Map<string, Tag[]>();
  if (documentIds.length === 0) return found;
  const rows = await tx
    .select({ documentId: documentTags.documentId, id: tags.id, name: tags.name })
    .from(documentTags)
    .innerJoin(tags, and(eq(tags.id, documentTags.tagId), eq(tags.schoolId, documentTags.schoolId)))
    .where(and(eq(documentTags.schoolId, schoolId), inArray(documentTags.documentId, [...documentIds])))
    .orderBy(asc(tags.nameKey));
  for (const { documentId, ...tag } of rows) {
    const own = found.get(documentId) ?? [];
    own.push(tag);
    found.set(documentId, own);
  }
  return found;
}

/**
 * Tags by name, those of documents that the actor can see: a word can tell as much as a file's name.
 * @param options.id the one tag that is asked about.
 * @param options.q what they have in their name, capitals and accents aside.
 * @throws {AppError} `forbidden`.
 */
export async function seenTags(
  actor: Actor,
  options: { q?: string; id?: string; limit: number },
  tx: Transaction | Database = database(),
): Promise<Tag[]> {
  const folded = foldName(options.q?.trim() ?? "").replace(/[\\%_]/g, "\\$&");
  const seen = tx
    .select({ one: sql`1` })
    .from(documentTags)
    .innerJoin(
      documents,
      and(eq(documents.id, documentTags.documentId), eq(documents.schoolId, documentTags.schoolId)),
    )
    .where(
      and(
        eq(documentTags.schoolId, tags.schoolId),
        eq(documentTags.tagId, tags.id),
        sql`${documentTags.live}`,
        await visible(actor, { view: "live" }),
      ),
    )
    // Has each tag looked at by itself, from its newest document on, and not all documents of all tags at once.
    .orderBy(desc(documentTags.uploadedAt), desc(documentTags.documentId))
    .limit(1)
    .offset(0);
  return tx
    .select({ id: tags.id, name: tags.name })
    .from(tags)
    .where(
      and(
        eq(tags.schoolId, actor.schoolId),
        options.id === undefined ? undefined : eq(tags.id, options.id),
        folded === "" ? undefined : like(tags.nameKey, `%${folded}%`),
        exists(seen),
      ),
    )
    .orderBy(asc(tags.nameKey))
    .limit(options.limit);
}

/**
 * Tags that may be meant by what is typed.
 * @throws {AppError} `forbidden`.
 */
export async function suggestTags(actor: Actor, q: string): Promise<Tag[]> {
  return seenTags(actor, { q, limit: SUGGESTED });
}

/** The school's tag of this name, capitals and accents aside; null where there is none. The caller has authorized. */
export async function findTag(actor: Actor, name: string): Promise<Tag | null> {
  const [row] = await database()
    .select({ id: tags.id, name: tags.name })
    .from(tags)
    .where(and(eq(tags.schoolId, actor.schoolId), eq(tags.nameKey, foldName(name))));
  return row ?? null;
}
