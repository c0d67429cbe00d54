import "server-only";
import { and, eq, not, type SQL, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import type { Actor } from "#lib/auth/actor.ts";

/**
 * Holds rows of documents to those that are there for the actor as far as restricted record classes go: to whoever may
 * not see these, a document of one does not exist.
 */
export function ofClearance(actor: Pick<Actor, "can">): SQL | undefined {
  return actor.can("restricted:read") ? undefined : sql`not ${documents.restricted}`;
}

const UUIDS = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;

/** Whether a text of the actor's school, such as an answer that is kept, names a document that is restricted for them. */
export async function namesUnknown(actor: Actor, text: string | null): Promise<boolean> {
  const clearance = ofClearance(actor);
  const ids = text?.match(UUIDS) ?? [];
  if (clearance === undefined || ids.length === 0) return false;
  const named = sql`${documents.id} = any(${sql.param([...new Set(ids)])}::uuid[])`;
  const secret = and(eq(documents.schoolId, actor.schoolId), named, not(clearance));
  return (await database().$count(documents, secret)) > 0;
}
