import "server-only";
import { and, desc, eq, getTableColumns, type SQL, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { apiTokens } from "#db/schema/api-tokens.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import type { Permission } from "#lib/auth/permissions.ts";
import { ENDED_TOKENS } from "#lib/tokens/constants.ts";
import type { TokenItem } from "#lib/tokens/types.ts";

const SOON_MS = 14 * 86_400_000;
/** The server's own command knows no limit; a page has one. */
const MOST_LISTED = 500;

const isOver = sql<boolean>`(${apiTokens.revokedAt} is not null
  or ${apiTokens.expiresAt} is not null and ${apiTokens.expiresAt} <= now())`;

const { hash: _, ...COLUMNS } = getTableColumns(apiTokens);

async function read(schoolId: string, which: SQL, limit: number) {
  return database()
    .select({ ...COLUMNS, madeBy: users.name, isOver })
    .from(apiTokens)
    .leftJoin(users, eq(users.id, apiTokens.createdBy))
    .where(and(eq(apiTokens.schoolId, schoolId), which))
    .orderBy(desc(apiTokens.createdAt), desc(apiTokens.id))
    .limit(limit);
}

function toItem(row: Awaited<ReturnType<typeof read>>[number]): TokenItem {
  const { id, name, madeBy, createdAt, expiresAt, lastUsedAt, revokedAt } = row;
  return {
    id,
    name,
    madeBy,
    permissions: row.permissions as Permission[],
    madeAt: createdAt.toISOString(),
    endsAt: expiresAt?.toISOString() ?? null,
    endsSoon: !row.isOver && expiresAt !== null && expiresAt.getTime() < Date.now() + SOON_MS,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    state: revokedAt !== null ? "revoked" : row.isOver ? "expired" : "live",
  };
}

/**
 * The tokens of the actor's school, the newest first: all that hold, and the last of those that hold no more.
 * @throws {AppError} `forbidden`.
 */
export async function listTokens(actor: Actor): Promise<TokenItem[]> {
  await authorize(actor, "tokens:manage");
  const [live, ended] = await Promise.all([
    read(actor.schoolId, sql`not ${isOver}`, MOST_LISTED),
    read(actor.schoolId, isOver, ENDED_TOKENS),
  ]);
  return [...live, ...ended].map(toItem);
}
