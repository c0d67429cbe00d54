import { createHash } from "node:crypto";

const hashOf = (...parts: readonly (string | number)[]) =>
  createHash("sha256").update(parts.join("\0")).digest("hex");

/** What a file of a folder is known by: the same path with the same bytes is the same file, wherever the folder is. */
export function fileKey(file: { path: string; size: number; sha256: string }): string {
  return hashOf("file", file.path, file.size, file.sha256);
}

/** A path as it is looked up. */
export function pathKey(path: string): string {
  return hashOf("path", path);
}
