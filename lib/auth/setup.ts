import "server-only";
import { anyPerson, setupLinkIsGood } from "#lib/auth/data.ts";
import { storeSetupLink } from "#lib/auth/schools.mutations.ts";
import { newSetupSecret, secretHash } from "#lib/auth/secrets.ts";

/** Whether the set-up page may be used with this secret. */
export async function setupState(token: string | null): Promise<"open" | "bad_link" | "done"> {
  if (await anyPerson()) return "done";
  if (token === null || !(await setupLinkIsGood(secretHash(token)))) return "bad_link";
  return "open";
}

/** A new one-time set-up secret, or null when there is somebody already. Earlier links stop working. */
export async function createSetupSecret(): Promise<string | null> {
  if (await anyPerson()) return null;
  const secret = newSetupSecret();
  await storeSetupLink(secretHash(secret));
  return secret;
}
