import "server-only";
import { database } from "#db/client.ts";
import { record } from "#lib/audit/mutations.ts";
import type { RequestOrigin } from "#lib/http/origin.ts";
import { storeResetLink } from "#lib/password-reset/links.mutations.ts";

/** Makes the link that is mailed to a person, and notes it in each of their schools. Answers its secret. */
export async function makeMailedLink(
  person: { id: string; schoolIds: readonly string[] },
  origin: RequestOrigin,
): Promise<string> {
  return database().transaction(async (tx) => {
    const secret = await storeResetLink(tx, person.id, null);
    const event = { action: "password.reset_mailed", targetType: "user", targetId: person.id } as const;
    // Whoever asked for it need not be the person.
    for (const schoolId of person.schoolIds) await record(tx, { schoolId, origin }, event);
    return secret;
  });
}
