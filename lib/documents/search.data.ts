import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { BY_VALUES } from "#db/prepared.ts";
import { documents } from "#db/schema/documents.ts";

/** Characters that make a piece which the index of trigrams can look for. */
const TRIGRAM = 3;

/**
 * Rows with a text anywhere in their name. What is shorter than a trigram is looked for among the single characters and
 * pairs of names instead, which have an index of their own: else every name would be read where few have it.
 * @param folded lower-case and unaccented, and not empty.
 */
export function inName(folded: string): SQL {
  if (Array.from(folded).length < TRIGRAM) {
    // Cheap, and asked first where rows are looked at one by one. As a pattern it would have all trigrams read.
    const has = sql`strpos(${documents.nameSort}, ${folded}) > 0`;
    return sql`${sql.raw(BY_VALUES)} (${has} and name_pieces(${documents.nameSort}) @> array[${folded}]::text[])`;
  }
  return sql`${sql.raw(BY_VALUES)} ${documents.nameSort} like ${`%${folded.replace(/[\\%_]/g, "\\$&")}%`}`;
}
