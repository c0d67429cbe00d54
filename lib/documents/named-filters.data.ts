import "server-only";
import type { Actor } from "#lib/auth/actor.ts";
import type { DocumentQuery } from "#lib/documents/data.ts";
import { AppError } from "#lib/errors.ts";
import { listRecordClasses } from "#lib/record-classes/data.ts";
import { findClass } from "#lib/record-classes/find.ts";
import { findTag } from "#lib/tags/data.ts";

/**
 * What the data layer is asked for where a caller names a record class, by its id or its name, and a tag. Null where no
 * document can have that tag.
 * @throws {AppError} `forbidden`, `record_class_not_found`.
 */
export async function namedFilters(
  actor: Actor,
  named: { recordClass: string | undefined; tag: string | undefined },
): Promise<Pick<DocumentQuery, "recordClass" | "tag"> | null> {
  const classes = await listRecordClasses(actor);
  const meant = named.recordClass === undefined ? undefined : findClass(classes, named.recordClass);
  if (named.recordClass !== undefined && meant === undefined) throw new AppError("record_class_not_found");
  const tag = named.tag === undefined ? undefined : await findTag(actor, named.tag);
  return tag === null ? null : { recordClass: meant?.id, tag: tag?.id };
}
