import path from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the project, absolute. */
export const PROJECT_ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..");

/** A file of the project, absolute. */
export function inProject(...parts: string[]): string {
  return path.join(PROJECT_ROOT, ...parts);
}
