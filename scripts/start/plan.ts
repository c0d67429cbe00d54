import { ConfigurationError, readEnv, storageConfigured } from "#lib/env.ts";
import { StartFailure } from "./failure.ts";
import { meansDatabase } from "./near-name.ts";

/** Which of the two services are started here and which are configured. */
export type Plan = { database: "embedded" | "configured"; store: "embedded" | "configured" };

function isSet(env: NodeJS.ProcessEnv, name: string): boolean {
  return (env[name] ?? "").trim() !== "";
}

/** Examples help with one problem, and hide the point where there are several. */
function oneLine(error: ConfigurationError): string {
  if (error.problems.length === 1) return error.message;
  return error.problems.map(({ variable, problem }) => `${variable} ${problem}`).join(" ");
}

/**
 * Decides from the settings what is started here. What could be a slip stops the start, for a slip must never
 * put a school's files on a local disk.
 * @throws {StartFailure} with one line that says which variables.
 */
export function decide(env: NodeJS.ProcessEnv, embeddedStore: boolean): Plan {
  let hasStore: boolean;
  try {
    hasStore = storageConfigured(readEnv(env));
  } catch (error) {
    if (error instanceof ConfigurationError) throw new StartFailure(oneLine(error));
    throw error;
  }
  const hasDatabase = isSet(env, "DATABASE_URL");
  if (!hasDatabase) {
    const meant = Object.keys(env).find((name) => isSet(env, name) && meansDatabase(name));
    if (meant !== undefined) {
      throw new StartFailure(`${meant} is set and DATABASE_URL is not: set DATABASE_URL, or unset ${meant}.`);
    }
  }
  if (hasStore && embeddedStore) {
    throw new StartFailure("R2_ENDPOINT_URL is set and --embedded-store is given: choose one of them.");
  }
  if (hasDatabase && !hasStore && !embeddedStore) {
    throw new StartFailure(
      "DATABASE_URL is set, but no storage: set R2_ENDPOINT_URL, R2_ACCESS_KEY_ID, R2_SECRET_ACCESS_KEY and R2_BUCKET_NAME, or say --embedded-store to keep the files in the data folder.",
    );
  }
  return {
    database: hasDatabase ? "configured" : "embedded",
    store: hasStore ? "configured" : "embedded",
  };
}
