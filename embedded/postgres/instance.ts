import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import path from "node:path";
import { PostgresError } from "./errors.ts";

/** What belongs to one data folder: its port, and the passwords of its administrator, of the tables' owner and of the app. */
export type Instance = { port: number | null; adminPassword: string; password: string; appPassword: string };

function fileOf(dataDir: string): string {
  return path.join(dataDir, "instance.json");
}

/** Reads what belongs to the data folder; `null` where nothing was kept yet. */
export function readInstance(dataDir: string): Instance | null {
  const file = fileOf(dataDir);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return null;
    throw new PostgresError(
      `${file} cannot be read (${code}): start as the account that made it, or use another ATHENA_DATA_DIR.`,
    );
  }
  try {
    // Folders of before the app had a role of its own lack its password; whoever starts them keeps this one.
    return { ...newInstance(), ...(JSON.parse(text) as Partial<Instance>) };
  } catch {
    throw new PostgresError(`${file} is damaged: put it back from a backup.`);
  }
}

/** Keeps it, readable for the owner alone; a crash leaves the old or the new, never a half. */
export function writeInstance(dataDir: string, instance: Instance): void {
  const file = fileOf(dataDir);
  const partial = `${file}.new`;
  const handle = openSync(partial, "w", 0o600);
  writeSync(handle, `${JSON.stringify(instance)}\n`);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(partial, file);
}

/** New random passwords; they need no quoting in SQL or in an address. */
export function newInstance(): Instance {
  return {
    port: null,
    adminPassword: randomBytes(24).toString("base64url"),
    password: randomBytes(24).toString("base64url"),
    appPassword: randomBytes(24).toString("base64url"),
  };
}
