import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { database, type Transaction } from "#db/client.ts";
import { identities } from "#db/schema/identities.ts";
import { memberships } from "#db/schema/memberships.ts";
import { users } from "#db/schema/users.ts";
import { record } from "#lib/audit/mutations.ts";
import { holds } from "#lib/auth/holds.data.ts";
import type { RequestOrigin } from "#lib/http/origin.ts";
import type { Known } from "#lib/oidc/claims.ts";
import { Refusal } from "#lib/oidc/refusal.ts";

type Account = { userId: string; passwordHash: string | null };

const ACCOUNT = { userId: users.id, passwordHash: users.passwordHash };

/** Nobody that we let in; `userId` where the audit should know who was meant. */
export class UnknownPerson extends Refusal {
  readonly userId: string | null;

  constructor(reason: string, userId: string | null) {
    super("unknown", reason);
    this.userId = userId;
  }
}

/** Whose account this is by the issuer's own name for it. It is looked at before any e-mail: that can change hands. */
async function findLinked(tx: Transaction, { issuer, subject }: Known) {
  const [row] = await tx
    .select({ ...ACCOUNT, identityId: identities.id, suspendedAt: users.suspendedAt })
    .from(identities)
    .innerJoin(users, eq(users.id, identities.userId))
    .where(and(eq(identities.issuer, issuer), eq(identities.subject, subject)));
  return row ?? null;
}

/** Links an account at the provider to the person whose e-mail it has. Whoever has another one there keeps that. */
async function link(tx: Transaction, known: Known, origin: RequestOrigin): Promise<Account> {
  const { issuer, subject, email } = known;
  if (email === null) throw new Refusal("unverified");
  const [person] = await tx
    .select(ACCOUNT)
    .from(users)
    .where(and(sql`lower(${users.email}) = ${email}`, eq(users.kind, "person"), isNull(users.suspendedAt)));
  if (person === undefined) throw new UnknownPerson("no_account", null);
  const { userId } = person;
  const [member] = await tx
    .select({ schoolId: memberships.schoolId })
    .from(memberships)
    .where(and(eq(memberships.userId, userId), holds()))
    .limit(1);
  if (member === undefined) throw new UnknownPerson("school_required", userId);
  const linked = await tx
    .insert(identities)
    .values({ userId, issuer, subject, email })
    .onConflictDoNothing()
    .returning({ id: identities.id });
  // Their e-mail came with another account before: it was given to somebody else, or is somebody's who only claims it.
  if (linked.length === 0) throw new UnknownPerson("other_identity", userId);
  await record(
    tx,
    { ...member, userId, origin },
    { action: "identity.linked", targetType: "user", targetId: userId, details: { issuer, email } },
  );
  return person;
}

/**
 * The person whom an account at the provider is linked to. One that is not known yet is linked to the person who has
 * its verified e-mail, and remembered: from then on that person comes with this account and no other.
 * @throws {Refusal} `unknown` for nobody of ours, `unverified` for a first time without a verified e-mail.
 */
export async function findOrLink(known: Known, origin: RequestOrigin): Promise<Account> {
  return database().transaction(async (tx) => {
    const found = await findLinked(tx, known);
    if (found === null) return link(tx, known, origin);
    const { userId, passwordHash, identityId, suspendedAt } = found;
    if (suspendedAt !== null) throw new UnknownPerson("suspended", userId);
    await tx.update(identities).set({ lastUsedAt: sql`now()` }).where(eq(identities.id, identityId));
    return { userId, passwordHash };
  });
}
