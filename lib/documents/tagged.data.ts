import "server-only";
import { and, eq, type SQL, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { documentTags } from "#db/schema/tags.ts";
import type { Actor } from "#lib/auth/actor.ts";
import type { Order } from "#lib/documents/cursor.ts";
import type { DocumentQuery } from "#lib/documents/data.ts";
import type { Place } from "#lib/documents/order.data.ts";

type OfSchool = Pick<Actor, "schoolId">;

/** Beyond this many that fit, going through the list until a page is full is faster than sorting them all. */
const FEW = 5_000;

const hasTag = (actor: OfSchool, tagId: string) =>
  and(eq(documentTags.schoolId, actor.schoolId), eq(documentTags.tagId, tagId));

/**
 * Rows that have a tag of their own school's. The school is not asked for: a document has only tags of its school, and
 * with it the planner would look the document up among all of the tag's.
 */
export function tagged(tagId: string): SQL {
  return sql`exists (select from ${documentTags} where ${documentTags.documentId} = ${documents.id}
    and ${documentTags.tagId} = ${tagId})`;
}

/** How a page of a tag's documents is found. */
export type WayToTagged = {
  /** Rows are found by their tags, and these columns are what they are ordered by; null where documents are. */
  place: Place | null;
  /** What the rows are held to, or joined by. */
  on: SQL | undefined;
};

/**
 * The way to a tag's documents that is fast for this order, however many there are of it and wherever in the list. The
 * planner cannot choose: it does not know of which tag a prepared statement will be asked, nor that a tag's files are
 * all old, or in the trash.
 * @param asked which of them are wanted, as far as the tags know it themselves.
 * @param where what else the rows are held to.
 */
export async function wayToTagged(
  actor: OfSchool,
  asked: Pick<DocumentQuery, "view" | "kind">,
  tagId: string,
  order: Order,
  where: SQL,
): Promise<WayToTagged> {
  const known = and(
    hasTag(actor, tagId),
    // Written out, and not as a parameter: the planner must see the index's own condition.
    asked.view === "live" ? sql`${documentTags.live}` : sql`not ${documentTags.live}`,
    asked.kind && eq(documentTags.kind, asked.kind),
  );
  if (order === "date" || order === "-date") {
    return {
      place: { expression: sql`${documentTags.uploadedAt}`, id: documentTags.documentId },
      on: and(
        eq(documentTags.schoolId, documents.schoolId),
        eq(documentTags.documentId, documents.id),
        known,
      ),
    };
  }
  const fits = sql`exists (select from ${documents} where ${documents.id} = ${documentTags.documentId}
    and ${where} offset 0)`;
  const some = database()
    .select({ one: sql`1` })
    .from(documentTags)
    .where(and(known, fits))
    .limit(FEW + 1)
    .as("some");
  const [row] = await database().select({ count: sql<number>`count(*)::int` }).from(some);
  const many = (row?.count ?? 0) > FEW;
  // `offset 0` keeps each from being turned into the other.
  const on = many
    ? sql`exists (select from ${documentTags} where ${documentTags.documentId} = ${documents.id}
        and ${documentTags.tagId} = ${tagId} offset 0)`
    : sql`${documents.id} = any(array(select ${documentTags.documentId} from ${documentTags}
        where ${known}))`;
  return { place: null, on };
}
