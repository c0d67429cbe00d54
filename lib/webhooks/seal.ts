import "server-only";
import { sealFor, unsealFor } from "#lib/sealing/seal.ts";

const USE = "webhook secrets, version 1";

/** Seals a webhook's secret, which must be read again to sign with; `owner` is the webhook's id. */
export function seal(secret: string, owner: string, master: string): string {
  return sealFor(USE, secret, owner, master);
}

/** Opens what `seal` has sealed; null where it cannot be, as after a change of NEXTAUTH_SECRET. */
export function unseal(sealed: string, owner: string, master: string): string | null {
  return unsealFor(USE, sealed, owner, master);
}
