import { randomBytes } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { StartFailure } from "./failure.ts";

/** What must stay the same from one start to the next where it is not configured. Secrets: never print them. */
export type Kept = {
  sessionSecret: string;
  storeAccessKey: string;
  storeSecretKey: string;
  /** The embedded store's port last time; `null` before the first. */
  storePort: number | null;
  /** The port at which anybody reads its public bucket. */
  publicPort: number | null;
};

function fileOf(dataDir: string): string {
  return path.join(dataDir, "secrets.json");
}

/** Keeps it, readable for its account alone. */
export function writeKept(dataDir: string, kept: Kept): void {
  const partial = `${fileOf(dataDir)}.new`;
  writeFileSync(partial, `${JSON.stringify(kept)}\n`, { mode: 0o600, flush: true });
  renameSync(partial, fileOf(dataDir));
}

function fresh(): Kept {
  return {
    sessionSecret: randomBytes(32).toString("base64url"),
    storeAccessKey: `athena${randomBytes(8).toString("hex")}`,
    storeSecretKey: randomBytes(30).toString("base64url"),
    storePort: null,
    publicPort: null,
  };
}

/**
 * Reads what a data folder keeps; makes it at the first start.
 * @throws {StartFailure} where the file is there and cannot be used: new secrets would sign everyone out
 */
export function readKept(dataDir: string): Kept {
  let text: string;
  try {
    text = readFileSync(fileOf(dataDir), "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT") throw new StartFailure(`${fileOf(dataDir)} cannot be read (${code}).`);
    const kept = fresh();
    writeKept(dataDir, kept);
    return kept;
  }
  try {
    return { ...fresh(), ...(JSON.parse(text) as Partial<Kept>) };
  } catch {
    throw new StartFailure(`${fileOf(dataDir)} is damaged: put it back from a backup, or remove it.`);
  }
}
