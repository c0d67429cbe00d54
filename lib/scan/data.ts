import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { objects } from "#db/schema/objects.ts";

// As the index has it, word for word: parameters would hide from PostgreSQL that it fits.
export const TO_BE_SCANNED = sql`${objects.scan} in ('asked', 'waiting') and ${objects.state} = 'live'`;

/** Counted no further than this: beyond it nobody reads the number, and counting would cost. */
export const MOST_COUNTED = 10_000;

/** Files that wait for the scanner, and those that are too large for it. */
export type Backlog = { waiting: number; oldest: Date | null; tooLarge: number };

/** How much the scanner has to catch up with, of all schools: for the operator, and nobody else. */
export async function scanBacklog(): Promise<Backlog> {
  const some = database()
    .select({ createdAt: objects.createdAt })
    .from(objects)
    .where(TO_BE_SCANNED)
    .limit(MOST_COUNTED)
    .as("some");
  const large = database()
    .select({ id: objects.id })
    .from(objects)
    .where(and(sql`${objects.scan} = 'too_large'`, eq(objects.state, "live")))
    .limit(MOST_COUNTED)
    .as("large");
  const [[waiting], [tooLarge]] = await Promise.all([
    database()
      .select({ count: sql<number>`count(*)::int`, oldest: sql<string | null>`min(${some.createdAt})` })
      .from(some),
    database().select({ count: sql<number>`count(*)::int` }).from(large),
  ]);
  return {
    waiting: waiting?.count ?? 0,
    oldest: waiting?.oldest ? new Date(waiting.oldest) : null,
    tooLarge: tooLarge?.count ?? 0,
  };
}
