import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { identify, isAlive, type ProcessIdentity } from "./process-identity.ts";

/** What a running `npm start` says of itself to other commands on the same data folder. */
export type Running = ProcessIdentity & {
  /** Where the app answers, for example `http://127.0.0.1:3000`. */
  address: string;
  /** The settings its parts were given (DATABASE_URL, R2_*, NEXTAUTH_SECRET, ...): secrets, never print them. */
  env: Readonly<Record<string, string>>;
};

function fileOf(dataDir: string): string {
  return path.join(dataDir, "running.json");
}

/** Writes it for this process, readable for its account alone. */
export function writeRunning(dataDir: string, address: string, env: Readonly<Record<string, string>>): void {
  const running: Running = { ...identify(process.pid), address, env };
  const partial = `${fileOf(dataDir)}.new`;
  writeFileSync(partial, `${JSON.stringify(running)}\n`, { mode: 0o600 });
  renameSync(partial, fileOf(dataDir));
}

/** Removes what `writeRunning` wrote. */
export function removeRunning(dataDir: string): void {
  rmSync(fileOf(dataDir), { force: true });
}

/**
 * The `npm start` or `npm run dev` that runs on a data folder now; `null` where none does or it is not ready.
 * @param dataDir the data folder, absolute or relative to the working directory
 */
export function readRunning(dataDir: string): Running | null {
  try {
    const running = JSON.parse(readFileSync(fileOf(dataDir), "utf8")) as Running;
    return isAlive(running) ? running : null;
  } catch {
    return null;
  }
}
