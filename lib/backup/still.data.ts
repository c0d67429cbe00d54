import "server-only";
import postgres from "postgres";
import { aloneFor } from "#db/snapshot.ts";

/** A database by the role that owns its tables, and by the app's, which may be the same. */
export type DatabaseRoles = { ownerUrl: string; appUrl: string };

const roleOf = (url: string) => decodeURIComponent(URL.parse(url)?.username ?? "");

/**
 * Makes sure that neither app nor worker is connected to a database: by a pool that names itself as ours, or that does not
 * name itself, as the worker's listener does not. What another role's sessions call themselves cannot be seen.
 * @param what of which database it is, in words.
 * @throws {Error} in words for the terminal.
 */
export async function requireStill({ ownerUrl, appUrl }: DatabaseRoles, what: string): Promise<void> {
  const sql = postgres(ownerUrl, aloneFor("athena-docs looks"));
  try {
    const [row] = await sql<{ others: number }[]>`
      select count(*)::int as others from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()
        and usename in (current_user, ${roleOf(appUrl)}) and coalesce(application_name, '') in ('athena-docs', '')`;
    const others = row?.others ?? 0;
    if (others === 0) return;
    throw new Error(
      `The app or its worker is still connected to ${what} (${others} connections): end them first, on every machine, so that nothing is changed meanwhile.`,
    );
  } finally {
    await sql.end({ timeout: 5 });
  }
}
