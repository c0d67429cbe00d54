import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { readEnv, SETTINGS, storageConfigured } from "#lib/env.ts";

/** The settings of the place that an installation moves to, by their names. */
export type TargetSettings = Readonly<Record<string, string>>;

function fromFile(file: string): Record<string, string> {
  try {
    return parseEnv(readFileSync(file, "utf8")) as Record<string, string>;
  } catch (error) {
    throw new Error(`--to: ${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? "damaged"}).`, {
      cause: error,
    });
  }
}

/** What this environment says of a store, and takes out of it: from then on it is not that of the old place. */
function fromEnvironment(): Record<string, string> {
  const taken: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (!/^(R2_|NEXTAUTH_URL$)/.test(name) || !value) continue;
    taken[name] = value;
    delete process.env[name];
  }
  return taken;
}

/**
 * Where to: the settings of a file, or the store of this environment, with the database that is named besides.
 * @throws {Error} in words for the terminal, where they are not whole.
 */
export function targetOf(file: string | null, databaseUrl: string | null): TargetSettings {
  const found = file === null ? fromEnvironment() : fromFile(file);
  if (databaseUrl !== null) found.DATABASE_URL = databaseUrl;
  const settings = Object.fromEntries(Object.entries(found).filter(([, value]) => value.trim() !== ""));
  const env = readEnv(settings);
  if (env.DATABASE_URL === undefined)
    throw new Error("DATABASE_URL of the new place is missing. See --help.");
  if (!storageConfigured(env))
    throw new Error(
      "The store of the new place is missing: R2_ENDPOINT_URL, R2_ACCESS_KEY_ID, R2_SECRET_ACCESS_KEY, R2_BUCKET_NAME. See --help.",
    );
  return settings;
}

/** An environment for a command that works on the new place, and hears nothing of the old one. */
export function environmentOf(target: TargetSettings): NodeJS.ProcessEnv {
  // What is set, though to nothing, is not read from .env.
  const none = Object.fromEntries(SETTINGS.map((name) => [name, ""]));
  return { ...process.env, ...none, ...target };
}
