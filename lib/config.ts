import "server-only";
import { type Env, readEnv } from "#lib/env.ts";

let parsed: Env | undefined;

/**
 * The settings of this process, parsed on first use, so that a build needs none.
 * @throws {ConfigurationError} when they cannot be used.
 */
export function config(): Env & { DATABASE_URL: string; NEXTAUTH_SECRET: string } {
  parsed ??= readEnv(process.env, { need: "app" });
  return parsed as Env & { DATABASE_URL: string; NEXTAUTH_SECRET: string };
}
