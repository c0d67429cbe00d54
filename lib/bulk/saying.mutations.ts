import "server-only";
import { and, eq } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { tags } from "#db/schema/tags.ts";
import type { Actor } from "#lib/auth/actor.ts";
import type { BulkChange, BulkSaying } from "#lib/bulk/types.ts";
import { AppError } from "#lib/errors.ts";
import { classesFor } from "#lib/record-classes/data.ts";
import { foldName } from "#lib/storage/filename.ts";
import { seenTags } from "#lib/tags/data.ts";
import { ensureTags } from "#lib/tags/mutations.ts";
import { tagName } from "#lib/tags/name.ts";

/**
 * What somebody wants to say of documents, with the ids and names that it comes to now: a tag that is to be added is
 * made, one that is to be removed must be there, on a document that they can see. The caller has authorized.
 * @throws {AppError} `record_class_not_found`, `not_found` for a tag that is none to them, `too_many_tags`.
 */
export async function meantChange(tx: Transaction, actor: Actor, say: BulkSaying): Promise<BulkChange> {
  if (say.field === "year") return say;
  if (say.field === "class") {
    if (say.id === null) return { field: "class", id: null, name: null };
    const found = (await classesFor(actor, tx)).find(({ id, archived }) => id === say.id && !archived);
    if (found === undefined) throw new AppError("record_class_not_found");
    return { field: "class", id: found.id, name: found.name };
  }
  const name = tagName(say.name) ?? "";
  const [tag] =
    say.field === "addTag"
      ? await ensureTags(tx, actor.schoolId, [name])
      : await tx
          .select({ id: tags.id, name: tags.name })
          .from(tags)
          .where(and(eq(tags.schoolId, actor.schoolId), eq(tags.nameKey, foldName(name))));
  if (tag === undefined) throw new AppError("not_found");
  const isGuessed =
    say.field === "removeTag" && (await seenTags(actor, { id: tag.id, limit: 1 }, tx)).length === 0;
  if (isGuessed) throw new AppError("not_found");
  return { field: say.field, ...tag };
}
