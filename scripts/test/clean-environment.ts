import { SETTINGS } from "#lib/env.ts";

/**
 * The environment of a test run: every setting empty, so that neither the shell's nor a `.env` file's database or
 * bucket is ever tested upon; a setting that is there, even empty, wins over the file.
 */
export function cleanEnvironment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const blank = Object.fromEntries(SETTINGS.map((name) => [name, ""]));
  return { ...process.env, ...blank, NEXT_TELEMETRY_DISABLED: "1", ...extra };
}
