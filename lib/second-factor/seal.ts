import "server-only";
import { sealFor, unsealFor } from "#lib/sealing/seal.ts";

const USE = "second factors, version 1";

/** Seals what an authenticator app shares with the server: a copy of the database alone makes no codes. */
export function sealTotpSecret(secret: string, userId: string, master: string): string {
  return sealFor(USE, secret, userId, master);
}

/** Opens what `sealTotpSecret` has sealed; null where it cannot be, as after a change of NEXTAUTH_SECRET. */
export function openTotpSecret(sealed: string, userId: string, master: string): string | null {
  return unsealFor(USE, sealed, userId, master);
}
