import "server-only";
import { desc, eq } from "drizzle-orm";
import { database } from "#db/client.ts";
import { identities } from "#db/schema/identities.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorizePerson } from "#lib/auth/authorize.ts";
import type { LinkedAccount } from "#lib/oidc/types.ts";

/** The accounts at sign-in providers that the actor comes with, and whether they have a password besides. */
export async function ownLinks(actor: Actor): Promise<{ links: LinkedAccount[]; hasPassword: boolean }> {
  authorizePerson(actor);
  const [rows, [own]] = await Promise.all([
    database()
      .select()
      .from(identities)
      .where(eq(identities.userId, actor.userId))
      .orderBy(desc(identities.lastUsedAt)),
    database().select({ hash: users.passwordHash }).from(users).where(eq(users.id, actor.userId)),
  ]);
  const links = rows.map(({ id, issuer, email, createdAt, lastUsedAt }) => ({
    id,
    email,
    host: new URL(issuer).host,
    linkedAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt.toISOString(),
  }));
  return { links, hasPassword: own?.hash != null };
}
