import type { RecordClass } from "#lib/record-classes/types.ts";
import { foldName } from "#lib/storage/filename.ts";

/** The class that is meant by an id or by a name, capitals and accents aside. */
export function findClass(classes: readonly RecordClass[], meant: string): RecordClass | undefined {
  const key = foldName(meant.trim());
  return classes.find(({ id, name }) => id === meant.toLowerCase() || foldName(name) === key);
}
