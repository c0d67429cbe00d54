import "server-only";
import { and, eq, getTableColumns } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { documents } from "#db/schema/documents.ts";
import { objects } from "#db/schema/objects.ts";
import { users } from "#db/schema/users.ts";

/** A row's copy in the public bucket. */
export const published = alias(objects, "published");

/** How the copy is found: to be joined wherever `ROW_COLUMNS` are asked for. */
export const ITS_COPY = and(
  eq(published.id, documents.publicObjectId),
  eq(published.schoolId, documents.schoolId),
);

// Long, and asked for where they are shown.
const { notes: _notes, ...columns } = getTableColumns(documents);

/** What a `DocumentRow` is made of; `users` is whoever uploaded it. */
export const ROW_COLUMNS = {
  ...columns,
  uploaderName: users.name,
  publicKey: published.key,
  publicState: published.state,
};
