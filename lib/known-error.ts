import "server-only";
import { AppError } from "#lib/errors.ts";

/** postgres.js and Node codes of a database that is away, restarting, full or locked; SQLSTATE classes 08, 53, 57. */
const DATABASE_AWAY =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EPIPE|ETIMEDOUT|CONNECT_TIMEOUT|CONNECTION_(CLOSED|ENDED|DESTROYED)|08\w{3}|53\w{3}|57\w{3}|55P03)$/;

/** The typed error behind whatever was thrown, or null for what nobody foresaw. */
export function knownError(error: unknown): AppError | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (at instanceof AppError) return at;
    const code = (at as { code?: unknown }).code;
    if (typeof code === "string" && DATABASE_AWAY.test(code)) {
      return new AppError("database_unavailable", {}, { cause: error });
    }
  }
  return null;
}
