import "server-only";
import { randomBytes, randomInt } from "node:crypto";
import { saltedHash } from "#lib/auth/password.ts";
import { RECOVERY_CODES } from "#lib/second-factor/constants.ts";

/** Crockford's base32: nothing that looks like something else when it was written down by hand. */
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const HALF = 5;

const oneCode = () => Array.from({ length: HALF * 2 }, () => LETTERS[randomInt(LETTERS.length)]).join("");

/** A code as it is shown: in two halves. */
const shown = (code: string) => `${code.slice(0, HALF)}-${code.slice(HALF)}`;

/** What was typed as a recovery code, in the form that is hashed; null for what can be none. */
export function readRecoveryCode(typed: string): string | null {
  const plain = typed.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  return /^[0-9A-HJKMNP-TV-Z]{10}$/.test(plain) ? plain : null;
}

/**
 * The hash of a recovery code. 50 random bits are few, so it is as slow as that of a password (ASVS 6.5.2); all of a
 * person's share a salt, so that one look is enough for all of them.
 */
export async function recoveryHash(code: string, salt: string): Promise<string> {
  return saltedHash(code, Buffer.from(salt, "base64"));
}

/** New recovery codes as they are shown, the salt of their hashes, and these. */
export async function newRecoveryCodes(): Promise<{ codes: string[]; salt: string; hashes: string[] }> {
  const made = new Set<string>();
  while (made.size < RECOVERY_CODES) made.add(oneCode());
  const salt = randomBytes(16).toString("base64");
  const hashes = await Promise.all([...made].map((code) => recoveryHash(code, salt)));
  return { codes: [...made].map(shown), salt, hashes };
}
