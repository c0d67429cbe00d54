import postgres from "postgres";
import { config } from "#lib/config.ts";

/** An event that is to look as if it had happened at another time. */
type Past = { documentId: string; action: "document.created" | "document.deleted"; at: Date };

/**
 * Does `work` and then gives events of the audit the times that it has asked for: as the owner of the database, for
 * nobody else can. A transaction is open meanwhile, so that none of them is sealed before.
 */
export async function withPast<T>(work: (setBack: (event: Past) => void) => Promise<T>): Promise<T> {
  const { DATABASE_MIGRATION_URL, DATABASE_URL } = config();
  const owner = postgres(DATABASE_MIGRATION_URL ?? DATABASE_URL, { max: 1, onnotice: () => {} });
  const events: Past[] = [];
  try {
    let done: T | undefined;
    await owner.begin(async (tx) => {
      await tx`select pg_current_xact_id()`;
      done = await work((event) => events.push(event));
      await tx`alter table audit_events disable trigger audit_events_append_only`;
      for (const { documentId, action, at } of events)
        await tx`update audit_events set at = ${at} where target_id = ${documentId} and action = ${action}`;
      await tx`alter table audit_events enable trigger audit_events_append_only`;
    });
    return done as T;
  } finally {
    await owner.end({ timeout: 5 });
  }
}
