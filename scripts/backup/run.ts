import { AppError, type ErrorCode } from "#lib/errors.ts";
import en from "#locales/en.json" with { type: "json" };
import { interrupted } from "#scripts/moving/interrupted.ts";
import { Progress } from "#scripts/moving/progress.ts";

export const say = (line: string) => process.stdout.write(`${line}\n`);

const DATABASE: Readonly<Record<string, string>> = {
  ECONNREFUSED: "The database does not answer: nothing is at that address.",
  ENOTFOUND: "The database does not answer: its host name is not known.",
  CONNECT_TIMEOUT: "The database does not answer.",
  "28P01": "The database does not let us in: the user name or the password is wrong.",
  "3D000": "There is no database of that name.",
  "42501":
    "This role of the database may not do that: set DATABASE_MIGRATION_URL to the owner of its tables.",
  ENOSPC: "There is no space left on the disk.",
  EACCES: "This account may not write there.",
};

/** What ended a command, in one line that says what to do. */
function lineFor(error: unknown): string {
  const first = error instanceof AggregateError ? error.errors[0] : error;
  const { code = "", reason } = first as { code?: string; reason?: keyof typeof en.storageAdvice };
  if (reason !== undefined && reason in en.storageAdvice) return en.storageAdvice[reason];
  if (first instanceof AppError) return first.code satisfies ErrorCode;
  return DATABASE[code] ?? (first instanceof Error ? (first.message.split("\n")[0] ?? "") : String(first));
}

/**
 * Runs a command that copies much: `--help`, a bar, an end in order for Ctrl-C, one line on failure. Its work answers the
 * exit code.
 */
export async function runCopying(
  help: string,
  again: string,
  work: (args: string[], means: { progress: Progress; signal: AbortSignal }) => Promise<number>,
): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes("--help") || args.includes("-h")) {
    say(help);
    return;
  }
  const progress = new Progress(process.stderr);
  const stop = interrupted();
  try {
    process.exitCode = await work(args, { progress, signal: stop.signal });
  } catch (error) {
    progress.end();
    if (stop.signal.aborted) say(`Stopped, as you have asked. ${again}`);
    else process.stderr.write(`${lineFor(error)}\n`);
    process.exitCode = 1;
  } finally {
    stop.forget();
    const { closeDatabase } = await import("#db/client.ts");
    await closeDatabase();
  }
}
