import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { tags } from "#db/schema/tags.ts";
import type { Actor } from "#lib/auth/actor.ts";
import type { ListQuery } from "#lib/documents/list-query.ts";
import type { FilterChoices, FilterNames } from "#lib/documents/types.ts";
import { listRecordClasses } from "#lib/record-classes/data.ts";
import { seenTags } from "#lib/tags/data.ts";

/** Most tags that a filter offers. */
const MAX_OFFERED = 500;

/** The years of a school's documents, latest first. Each is one step along the index, however many are of a year. */
export async function yearsOf(schoolId: string): Promise<number[]> {
  const next = (before: ReturnType<typeof sql>) => sql`
    select ${documents.year} from ${documents}
    where ${documents.schoolId} = ${schoolId} and ${documents.deletedAt} is null and ${documents.year} is not null
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
    yearsOf(actor.schoolId),
    seenTags(actor, { limit: MAX_OFFERED }),
  ]);
  return { classes, years, tags: offered };
}

/** What the class and the tag that a list is narrowed to are called; null where none is, or none of the school's. */
export async function filterNames(actor: Actor, query: ListQuery): Promise<FilterNames> {
  const { recordClass, tag } = query;
  const [classes, [found]] = await Promise.all([
    recordClass === null ? [] : listRecordClasses(actor),
    tag === null
      ? []
      : database()
          .select({ name: tags.name })
          .from(tags)
          .where(and(eq(tags.schoolId, actor.schoolId), eq(tags.id, tag))),
  ]);
  return {
    recordClass: classes.find(({ id }) => id === recordClass)?.name ?? null,
    tag: found?.name ?? null,
  };
}
