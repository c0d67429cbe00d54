import "server-only";
import { and, isNull, type SQL } from "drizzle-orm";
import { memberships } from "#db/schema/memberships.ts";

/** Memberships that let somebody in: neither suspended nor ended. */
export const holds = (): SQL | undefined => and(isNull(memberships.suspendedAt), isNull(memberships.leftAt));
