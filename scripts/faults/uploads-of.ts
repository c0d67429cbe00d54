import { asc, eq } from "drizzle-orm";
import { database } from "#db/client.ts";
import { uploads } from "#db/schema/uploads.ts";

/** All uploads of a school, in the order in which they were asked for. */
export const uploadRowsOf = (schoolId: string) =>
  database().select().from(uploads).where(eq(uploads.schoolId, schoolId)).orderBy(asc(uploads.createdAt));
