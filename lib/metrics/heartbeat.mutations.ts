import "server-only";
import { sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { heartbeats } from "#db/schema/heartbeats.ts";

/** Notes that a job of this name has just run to its end. */
export async function beat(name: string): Promise<void> {
  await database()
    .insert(heartbeats)
    .values({ name, at: sql`now()` })
    .onConflictDoUpdate({ target: heartbeats.name, set: { at: sql`now()` } });
}
