import { customType, timestamp, uuid } from "drizzle-orm/pg-core";
import { v7 } from "uuid";

/** A row id: uuid v7, made by the app so that PostgreSQL 15 suffices. */
export const id = () => uuid("id").primaryKey().$defaultFn(v7);

/** A moment in UTC, to the millisecond: what a JavaScript Date holds, so that a cursor loses nothing. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** When the row was made. */
export const createdAt = () => moment("created_at").notNull().defaultNow();

/** Text in the order of its UTF-8 bytes, which is the order in which a store lists keys, whatever the database's own. */
export const byteOrdered = customType<{ data: string }>({ dataType: () => 'text collate "C"' });
