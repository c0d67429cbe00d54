import { existsSync, readFileSync, readlinkSync, symlinkSync, unlinkSync } from "node:fs";
import path from "node:path";

type Link = { file: string; target: string };

/**
 * npm cannot pack symbolic links, and a package's own install script may not run: the package lists them.
 * Paths in the list start with `native/`, which is the folder itself here.
 */
function listedLinks(nativeDir: string): Link[] {
  const list = path.join(nativeDir, "pg-symlinks.json");
  if (!existsSync(list)) return [];
  const entries = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  return entries.map(({ source, target }) => ({
    file: path.join(nativeDir, "..", target),
    target: path.relative(path.dirname(target), source),
  }));
}

function pointsTo(link: Link): boolean {
  try {
    return readlinkSync(link.file) === link.target;
  } catch {
    return false;
  }
}

function replace(link: Link): void {
  try {
    symlinkSync(link.target, link.file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    // Another start may have made the same link just now.
    if (pointsTo(link)) return;
    unlinkSync(link.file);
    symlinkSync(link.target, link.file);
  }
}

/**
 * Makes the links between the libraries that PostgreSQL needs to load. Does nothing where they are there.
 * @returns whether all are there now; false where the folder cannot be written.
 */
export function ensureLibraryLinks(nativeDir: string): boolean {
  try {
    for (const link of listedLinks(nativeDir)) {
      // A library that is there under its short name as a file of its own is as good as a link.
      if (!existsSync(link.file)) replace(link);
    }
    return true;
  } catch {
    return false;
  }
}
