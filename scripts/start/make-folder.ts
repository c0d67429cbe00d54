import { mkdirSync, statSync } from "node:fs";
import path from "node:path";

/**
 * Makes a folder and those above it that are missing, all with `mode`. Node's own way goes on for ever below
 * /proc and hides the reason on a read-only disk.
 */
export function makeFolder(folder: string, mode: number): void {
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" && path.dirname(folder) !== folder) {
      makeFolder(path.dirname(folder), mode);
      mkdirSync(folder, { mode });
    } else if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
      throw error;
    }
  }
}
