import { dataFolder } from "#scripts/start/data-folder.ts";
import { loadDotenv } from "#scripts/start/load-dotenv.ts";
import { readRunning } from "#scripts/start/running.ts";

/**
 * Reads `.env` as the app does, and makes a command talk to the database of this environment or, where none is set, of the `npm start` that runs on this
 * data folder.
 * @throws {Error} in one line when there is neither.
 */
export async function useRunningDatabase(): Promise<void> {
  loadDotenv(false);
  if (!process.env.DATABASE_URL) {
    const running = readRunning(dataFolder(process.env));
    if (running === null) {
      throw new Error("No database: set DATABASE_URL, or start Athena Docs with npm start first.");
    }
    Object.assign(process.env, running.env);
  }
  // The commands sign nothing; the settings are read whole all the same.
  process.env.NEXTAUTH_SECRET ||= "unused by this command; the running app has its own";
}
