import { migrateDatabase } from "#db/migrate.ts";
import { ConfigurationError, readEnv } from "#lib/env.ts";

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing answers at that address",
  ENOTFOUND: "its host name is not known",
  CONNECT_TIMEOUT: "it does not answer",
  ETIMEDOUT: "it does not answer",
  "28P01": "the user name or the password is wrong",
  "28000": "it does not let this user in",
  "3D000": "there is no database of that name",
  "42501": "this user may not change its tables; set DATABASE_MIGRATION_URL to its owner",
};

function inWords(error: unknown): string {
  if (error instanceof ConfigurationError) return error.message;
  // A connection to several addresses of one name fails with all their errors in one.
  const first = error instanceof AggregateError ? error.errors[0] : error;
  const cause = first instanceof Error && first.cause instanceof Error ? first.cause : first;
  const code = (cause as { code?: string }).code ?? "";
  const reason = WORDS[code] ?? (cause instanceof Error ? cause.message.split("\n")[0] : String(cause));
  return `DATABASE_URL: the database cannot be used: ${reason}.`;
}

try {
  const env = readEnv(process.env);
  const url = env.DATABASE_MIGRATION_URL ?? env.DATABASE_URL;
  if (url === undefined) throw new Error("it is not set");
  await migrateDatabase(url, env.DATABASE_URL);
} catch (error) {
  process.stderr.write(`${inWords(error)}\n`);
  process.exitCode = 1;
}
