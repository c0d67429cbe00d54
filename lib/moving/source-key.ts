import { createHash } from "node:crypto";

const hashOf = (...parts: readonly (string | number)[]) =>
  createHash("sha256").update(parts.join("\0")).digest("hex");

/** What a file of a folder is known by: the same path with the same bytes is the same file, wherever the folder is. */
export function fileKey(file: { path: string; size: number; sha256: string }): string {
  return hashOf("file", file.path, file.size, file.sha256);
}

/** What a version of an exported document is known by. */
export function versionKey(school: string, document: string, number: number): string {
  return hashOf("version", school, document, number);
}

/** Besides what was made here: what was done once to what was made. */
type Linked =
  | "document"
  | "student"
  | "message"
  | "service"
  | "newcomer"
  | "trashed"
  | "published"
  | "picture";

/** What something else of an exported school is known by. */
export function linkKey(school: string, what: Linked, id: string): string {
  return hashOf(what, school, id);
}

/** A path as it is looked up. */
export function pathKey(path: string): string {
  return hashOf("path", path);
}
