import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, statSync } from "node:fs";
import { mkdir, open, rename, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { errorCode } from "#embedded/object-store/errors.ts";

/** A name that no other file has: 128 random bits in hex. */
export function randomName(): string {
  return randomBytes(16).toString("hex");
}

/** Makes a folder's entries durable: after a rename or unlink, a power cut could otherwise undo it. */
export async function syncDir(dir: string): Promise<void> {
  const handle = await open(dir, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const ensured = new Set<string>();

/** Creates a folder (one level) once per process, durably. */
export async function ensureDir(dir: string): Promise<void> {
  if (ensured.has(dir)) return;
  try {
    await mkdir(dir, { mode: 0o700 });
    await syncDir(dirname(dir));
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
  }
  ensured.add(dir);
}

/** Forgets folders that `ensureDir` remembers below `dir`, which has been removed. */
export function forgetDirs(dir: string): void {
  for (const known of ensured) if (known === dir || known.startsWith(`${dir}/`)) ensured.delete(known);
}

/**
 * Creates a folder and its parents at start. Not `recursive`: Node loops for ever where a parent exists and cannot
 * hold folders, as in /proc.
 */
export function makeDirs(dir: string): void {
  try {
    mkdirSync(dir, { mode: 0o700 });
  } catch (error) {
    const code = errorCode(error);
    if (code === "EEXIST" && statSync(dir).isDirectory()) return;
    if (code !== "ENOENT" || dirname(dir) === dir || existsSync(dirname(dir))) throw error;
    makeDirs(dirname(dir));
    mkdirSync(dir, { mode: 0o700 });
  }
}

/**
 * Replaces a small file so that a crash at any moment leaves the old or the new content: temporary file, fsync,
 * rename, fsync of the folder.
 */
export async function writeFileAtomic(tmpDir: string, path: string, content: string): Promise<void> {
  const temporary = join(tmpDir, randomName());
  try {
    const file = await open(temporary, "wx", 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await removeFile(temporary);
    throw error;
  }
  await syncDir(dirname(path));
}

/** Unlinks a file; one that is gone already is fine. */
export async function removeFile(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
  }
}
