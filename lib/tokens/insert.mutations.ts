import "server-only";
import { v7 } from "uuid";
import type { Transaction } from "#db/client.ts";
import { apiTokens } from "#db/schema/api-tokens.ts";
import { memberships } from "#db/schema/memberships.ts";
import { users } from "#db/schema/users.ts";
import { record } from "#lib/audit/mutations.ts";
import type { AuditSubject } from "#lib/audit/types.ts";
import type { Permission } from "#lib/auth/permissions.ts";
import { newToken, secretHash } from "#lib/auth/secrets.ts";

/**
 * Makes a service account with all an administrator's reach and a token that narrows it, whoever asks for it.
 * @param subject whom the audit names; a member of the school, or nobody where it is made on the server.
 * @returns the token itself: only its hash is kept.
 */
export async function insertToken(
  tx: Transaction,
  subject: AuditSubject,
  token: {
    schoolId: string;
    name: string;
    permissions: readonly Permission[];
    expiresAt: Date | null;
  },
): Promise<string> {
  const { schoolId, name, permissions, expiresAt } = token;
  const [userId, id, secret] = [v7(), v7(), newToken()];
  await tx.insert(users).values({ id: userId, kind: "service", name });
  await tx.insert(memberships).values({ schoolId, userId, role: "administrator" });
  await tx.insert(apiTokens).values({
    id,
    schoolId,
    userId,
    name,
    hash: secretHash(secret),
    permissions: [...permissions],
    createdBy: subject.userId ?? null,
    expiresAt,
  });
  await record(
    tx,
    { ...subject, schoolId },
    {
      action: "token.created",
      targetType: "token",
      targetId: id,
      details: { name, permissions: permissions.join(" "), ends: expiresAt?.toISOString() ?? null },
    },
  );
  return secret;
}
