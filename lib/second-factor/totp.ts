import "server-only";
import { Secret, TOTP } from "otpauth";
import { CODE_DIGITS, CODE_SECONDS } from "#lib/second-factor/constants.ts";

const FORM = { algorithm: "SHA1", digits: CODE_DIGITS, period: CODE_SECONDS } as const;

/** Steps before and after this one of which a code is taken too: clocks of telephones are not all right. */
const WINDOW = 1;

/** A new secret for an authenticator app, base32: 160 bits, the size of the hash (RFC 4226, 4). */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** What an app reads from the picture. `account` is how the app calls it, `issuer` whose it is. */
export function totpAddress(secret: string, account: string, issuer: string): string {
  return new TOTP({ ...FORM, issuer, label: account, secret: Secret.fromBase32(secret) }).toString();
}

/**
 * The time step that a code belongs to: this one, or the one before or after.
 * @param secret base32.
 * @param at milliseconds since 1970.
 * @returns null where the code is none of them.
 */
export function stepOfCode(secret: string, code: string, at: number): number | null {
  if (!/^[0-9]{6}$/.test(code)) return null;
  const delta = TOTP.validate({
    ...FORM,
    token: code,
    secret: Secret.fromBase32(secret),
    timestamp: at,
    window: WINDOW,
  });
  return delta === null ? null : Math.floor(at / (CODE_SECONDS * 1000)) + delta;
}

/** The code of a moment, as the app shows it. */
export function totpCode(secret: string, at: number): string {
  return TOTP.generate({ ...FORM, secret: Secret.fromBase32(secret), timestamp: at });
}
