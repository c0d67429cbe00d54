import { dataFolder } from "#scripts/start/data-folder.ts";
import { loadDotenv } from "#scripts/start/load-dotenv.ts";
import { readRunning } from "#scripts/start/running.ts";

const UNUSED_SECRET = "unused by this command; the running app has its own";

/** An address at which no database is, so that settings can be read whole where none is set. */
const NO_DATABASE = "postgres://nobody@127.0.0.1:1/none";

/**
 * Reads `.env` as the app does and completes it from the `npm start` that runs on this data folder: its store where
 * none is set, its database where none is. What is there of it may be wrong or missing all the same.
 * @returns the addresses at which people open the app, as far as they are known.
 */
export function useRunningSettings(): { origins: string[] } {
  loadDotenv(false);
  const { env } = process;
  const running = readRunning(dataFolder(env));
  const hasStore = Object.entries(env).some(([name, value]) => name.startsWith("R2_") && value);
  for (const [name, value] of Object.entries(running?.env ?? {})) {
    if (name.startsWith("R2_") ? !hasStore : !env[name]) env[name] = value;
  }
  env.DATABASE_URL ||= NO_DATABASE;
  env.NEXTAUTH_SECRET ||= UNUSED_SECRET;
  const address = env.NEXTAUTH_URL || running?.address;
  return { origins: address ? [address] : [] };
}

/**
 * Reads `.env` as the app does, and makes a command talk to the database of this environment or, where none is set, of the `npm start` that runs on this
 * data folder.
 * @throws {Error} in one line when there is neither.
 */
export async function useRunningDatabase(): Promise<void> {
  loadDotenv(false);
  const running = readRunning(dataFolder(process.env));
  if (!process.env.DATABASE_URL) {
    if (running === null) {
      throw new Error("No database: set DATABASE_URL, or start Athena Docs with npm start first.");
    }
    Object.assign(process.env, running.env);
  } else if (running?.env["DATABASE_URL"] === process.env.DATABASE_URL) {
    // Its secret is kept in the data folder where none is set.
    process.env.NEXTAUTH_SECRET ||= running.env["NEXTAUTH_SECRET"] ?? "";
  }
  // Settings are read whole; what needs the secret itself says so where it is another.
  process.env.NEXTAUTH_SECRET ||= UNUSED_SECRET;
}
