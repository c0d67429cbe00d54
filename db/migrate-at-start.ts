import "server-only";
import { migrateDatabase } from "#db/migrate.ts";
import { log } from "#lib/log.ts";

/**
 * Brings the database to this version before the first request, for servers that were not started by `npm start`. A
 * database that is away does not keep the server from starting: its pages say so until it is back.
 */
export async function migrateAtStart(databaseUrl: string, appUrl: string): Promise<void> {
  try {
    await migrateDatabase(databaseUrl, appUrl);
  } catch (error) {
    log.error({ err: error }, "the database could not be brought to this version");
  }
}
