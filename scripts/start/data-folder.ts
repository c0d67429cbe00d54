import { lstatSync, readdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { StartFailure } from "./failure.ts";
import { makeFolder } from "./make-folder.ts";
import { PROJECT_ROOT } from "./project.ts";

const MEBIBYTE = 2 ** 20;
/** An empty database and its log take about 60 MiB. */
const NEEDED_BYTES = 128 * MEBIBYTE;

const REASONS: Record<string, string> = {
  EACCES: "this account may not write there",
  EPERM: "this account may not write there",
  ENOENT: "no folder can be made there",
  EROFS: "it is on a read-only disk",
  ENOSPC: "there is no space left on its disk",
  EDQUOT: "this account's share of the disk is used up",
  ENOTDIR: "a part of the path is a file",
  EEXIST: "a file of that name is in the way",
};

/** Whether a file or folder, and what is directly in it, belongs to this account. */
function isOwn(file: string, own: number): boolean {
  const found = lstatSync(file);
  if (found.uid !== own || !found.isDirectory()) return found.uid === own;
  return readdirSync(file).every((name) => lstatSync(path.join(file, name)).uid === own);
}

/** A start as root leaves folders that no other account can use later; better said here than by each part. */
function requireOwn(folder: string): void {
  const own = process.getuid?.() ?? 0;
  if (own === 0 || readdirSync(folder).every((name) => isOwn(path.join(folder, name), own))) return;
  throw new StartFailure(
    `The data folder ${folder} was used by another account: start as that one, or give the folder to this one (sudo chown -R ${own} "${folder}").`,
  );
}

/** The data folder's absolute path: ATHENA_DATA_DIR from the project's folder, by default `.data` in it. */
export function dataFolder(env: NodeJS.ProcessEnv): string {
  return path.resolve(PROJECT_ROOT, env.ATHENA_DATA_DIR?.trim() || ".data");
}

/**
 * Makes the data folder and those in it where they are missing, and makes sure that it can be written.
 * @throws {StartFailure} in one line
 */
export function prepareDataFolder(folder: string): void {
  // As root, PostgreSQL runs as another account, which must be able to pass; all that is in here is closed.
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
  try {
    makeFolder(folder, mode);
    makeFolder(path.join(folder, "logs"), 0o700);
    const probe = path.join(folder, `.write-test-${process.pid}`);
    writeFileSync(probe, "x", { mode: 0o600 });
    rmSync(probe);
    requireOwn(folder);
  } catch (error) {
    if (error instanceof StartFailure) throw error;
    const { code = "", message } = error as NodeJS.ErrnoException;
    throw new StartFailure(
      `The data folder ${folder} cannot be used: ${REASONS[code] ?? message}. Set ATHENA_DATA_DIR to another folder.`,
    );
  }
}

/**
 * Makes sure that services started here have room to write.
 * @throws {StartFailure} in one line
 */
export function requireSpace(folder: string): void {
  const { bavail, bfree, bsize } = statfsSync(folder);
  const free = (process.getuid?.() === 0 ? bfree : bavail) * bsize;
  if (free >= NEEDED_BYTES) return;
  throw new StartFailure(
    `The disk of the data folder ${folder} has ${Math.floor(free / MEBIBYTE)} MiB left, and at least ${NEEDED_BYTES / MEBIBYTE} MiB are needed.`,
  );
}
