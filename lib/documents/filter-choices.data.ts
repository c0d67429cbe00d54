import "server-only";
import { sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import type { Actor } from "#lib/auth/actor.ts";
import type { ListQuery } from "#lib/documents/list-query.ts";
import { ofClearance } from "#lib/documents/restricted.data.ts";
import type { FilterChoices, FilterNames } from "#lib/documents/types.ts";
import { listRecordClasses } from "#lib/record-classes/data.ts";
import { seenTags } from "#lib/tags/data.ts";

/** Most tags that a filter offers. */
const MAX_OFFERED = 500;

/**
 * The years of the school's documents, latest first, of those that are not restricted for the actor. Each is one step
 * along the index, however many are of a year.
 */
export async function yearsOf(actor: Actor): Promise<number[]> {
  const next = (before: ReturnType<typeof sql>) => sql`
    select ${documents.year} from ${documents}
    where ${documents.schoolId} = ${actor.schoolId} and ${documents.deletedAt} is null and ${documents.year} is not null
      and ${ofClearance(actor) ?? sql`true`}
      and ${documents.year} < ${before}
    order by ${documents.year} desc limit 1`;
  const rows = await database().execute<{ year: number }>(sql`
    with recursive years (year) as (
      select (${next(sql`32767::smallint`)})
      union all
      select (${next(sql`years.year`)}) from years where years.year is not null
    ) select year from years where year is not null`);
  return rows.map(({ year }) => year);
}

/**
 * What lists can be narrowed to: the record classes, the years, and the tags of documents that the actor can see.
 * @throws {AppError} `forbidden`.
 */
export async function listFilterChoices(actor: Actor): Promise<FilterChoices> {
  const [classes, years, offered] = await Promise.all([
    listRecordClasses(actor),
    yearsOf(actor),
    seenTags(actor, { limit: MAX_OFFERED }),
  ]);
  return { classes, years, tags: offered };
}

/** What the class and the tag that a list is narrowed to are called; null where none is, or none of the school's. */
export async function filterNames(actor: Actor, query: ListQuery): Promise<FilterNames> {
  const { recordClass, tag } = query;
  const [classes, [found]] = await Promise.all([
    recordClass === null ? [] : listRecordClasses(actor),
    tag === null ? [] : seenTags(actor, { id: tag, limit: 1 }),
  ]);
  return {
    recordClass: classes.find(({ id }) => id === recordClass)?.name ?? null,
    tag: found?.name ?? null,
  };
}
