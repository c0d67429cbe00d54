import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { documents } from "#db/schema/documents.ts";
import { type Cursor, type Order, SORTED_CHARACTERS } from "#lib/documents/cursor.ts";
import type { TypeFamily } from "#lib/documents/family.ts";
import type { DocumentRow } from "#lib/documents/item.ts";

type Ordering = {
  /** What the rows are ordered by, exactly as an index has it; equal ones are ordered by id, in the same direction. */
  expression: SQL;
  type: "timestamptz" | "text" | "bigint";
  descending: boolean;
  /** What a cursor behind this row holds. */
  valueOf: (row: DocumentRow) => Cursor["value"];
};

const name: Ordering = {
  // Written out, and not as a parameter: the planner must see the index's own expression.
  expression: sql`(left(${documents.nameSort}, 200) collate name_order)`,
  type: "text",
  descending: false,
  valueOf: (row) => Array.from(row.nameSort).slice(0, SORTED_CHARACTERS).join(""),
};
const size: Ordering = {
  expression: sql`${documents.fileSize}`,
  type: "bigint",
  descending: false,
  valueOf: (row) => row.fileSize,
};
const date: Ordering = {
  expression: sql`${documents.uploadedAt}`,
  type: "timestamptz",
  descending: false,
  valueOf: (row) => row.uploadedAt,
};
const deleted: Ordering = {
  expression: sql`${documents.deletedAt}`,
  type: "timestamptz",
  descending: true,
  valueOf: (row) => row.deletedAt ?? row.uploadedAt,
};

/** How each order is asked of the database. */
export const ORDERINGS: Readonly<Record<Order, Ordering>> = {
  name,
  "-name": { ...name, descending: true },
  size,
  "-size": { ...size, descending: true },
  date,
  "-date": { ...date, descending: true },
  "-deleted": deleted,
};

/** What the rows of a list are ordered by, and what tells equal ones apart: columns of one index. */
export type Place = { expression: SQL; id: AnyPgColumn };

/** The rows behind a cursor in a list of this order. */
export function behind(order: Order, { expression, id: own }: Place, { value, id }: Cursor): SQL {
  const { type, descending } = ORDERINGS[order];
  const written = value instanceof Date ? value.toISOString() : String(value);
  const compare = sql.raw(descending ? "<" : ">");
  return sql`(${expression}, ${own}) ${compare} (${written}::${sql.raw(type)}, ${id}::uuid)`;
}

/** Rows of a family of content types, as `typeFamily` tells them apart: in the words of the index. */
export function ofFamily(family: TypeFamily): SQL {
  const type = documents.contentType;
  return sql`(case when ${type} = 'application/pdf' then 'pdf' when ${type} like '%word%' then 'word'
    when split_part(${type}, '/', 1) in ('image', 'audio', 'video', 'text')
    then split_part(${type}, '/', 1) else 'other' end) = ${family}`;
}
