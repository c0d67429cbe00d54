import { migrateDatabase } from "#db/migrate.ts";
import { AppError, type ErrorCode, type ErrorDetails } from "#lib/errors.ts";
import { useRunningDatabase } from "#scripts/running-environment.ts";

const WEAK: Readonly<Record<string, string>> = {
  short: "is too short",
  long: "is too long",
  context: "is made of the person's name, their e-mail or the school's name",
  common: "is made of passwords and words that many people use",
  pattern: "repeats itself, or follows the keys, the alphabet or a date",
};

const WORDS: Partial<Record<ErrorCode, (details: ErrorDetails) => string>> = {
  already_set_up: () => "A school of that slug is there already.",
  weak_password: ({ reason, minimum, maximum }) =>
    `The password ${WEAK[String(reason)]}. Take ${minimum} to ${maximum} characters; four unrelated words are good.`,
  not_found: () => "There is no school of that slug.",
};

/** Runs one of the commands that talk to the database: `--help`, one clear line on failure, exit code not 0. */
export async function runCommand(help: string, work: (args: string[]) => Promise<void>): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes("--help") || args.includes("-h")) {
    process.stdout.write(`${help}\n`);
    return;
  }
  try {
    await useRunningDatabase();
    const { DATABASE_URL = "", DATABASE_MIGRATION_URL } = process.env;
    await migrateDatabase(DATABASE_MIGRATION_URL || DATABASE_URL, DATABASE_URL);
    await work(args);
  } catch (error) {
    process.stderr.write(`${lineFor(error)}\n`);
    process.exitCode = 1;
  } finally {
    const { closeDatabase } = await import("#db/client.ts");
    await closeDatabase();
  }
}

function lineFor(error: unknown): string {
  if (error instanceof AppError) return WORDS[error.code]?.(error.details) ?? error.code;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof AggregateError)
    return `The database does not answer (${(cause as { code?: string }).code}).`;
  return cause instanceof Error ? (cause.message.split("\n")[0] ?? cause.name) : String(cause);
}
