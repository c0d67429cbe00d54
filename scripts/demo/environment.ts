import { SETTINGS } from "#lib/env.ts";
import { meansDatabase } from "#scripts/start/near-name.ts";

const KEPT: ReadonlySet<string> = new Set(["PORT", "LOG_LEVEL"]);

/**
 * What a start on made-up data changes of the environment: nobody's database and nobody's bucket. A setting that is
 * there, even empty, wins over `.env`.
 */
export function demoEnvironment(env: NodeJS.ProcessEnv, dataDir: string): Record<string, string> {
  const names = [...SETTINGS, ...Object.keys(env).filter(meansDatabase)].filter((name) => !KEPT.has(name));
  return { ...Object.fromEntries(names.map((name) => [name, ""])), ATHENA_DATA_DIR: dataDir };
}
