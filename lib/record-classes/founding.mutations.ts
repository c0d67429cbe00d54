import "server-only";
import type { Transaction } from "#db/client.ts";
import { recordClasses } from "#db/schema/record-classes.ts";
import { defaultClasses } from "#lib/record-classes/defaults.ts";
import { foldName } from "#lib/storage/filename.ts";

/** Gives a school that is being made the record classes that schools begin with, in its language. */
export async function insertDefaultClasses(tx: Transaction, schoolId: string, locale: string): Promise<void> {
  const rows = defaultClasses(locale).map((name, position) => ({
    schoolId,
    name,
    nameKey: foldName(name),
    position,
  }));
  await tx.insert(recordClasses).values(rows);
}
