import "server-only";
import { availableParallelism } from "node:os";
import { hash, hashRaw, verify } from "@node-rs/argon2";
import { PASSWORD_MAX } from "#lib/auth/constants.ts";
import { checkPassword, type PasswordContext } from "#lib/auth/password-policy.ts";
import { turns } from "#lib/auth/turns.ts";
import { AppError } from "#lib/errors.ts";

/** argon2id with 19 MiB, two passes, one lane: OWASP Password Storage Cheat Sheet. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashing takes a whole core for a while: anybody may ask for it, and it must not take the cores from all others. */
const AT_ONCE = Math.max(1, availableParallelism() - 1);
const WAITING = 64;
const inTurn = turns(AT_ONCE, WAITING, () => new AppError("rate_limited", { seconds: 5 }));

let decoy: Promise<string> | undefined;

/**
 * The argon2id hash of a new password.
 * @param context what it must not be made of.
 * @throws {AppError} `weak_password` with the reason, as `checkPassword` does; `rate_limited` when too many wait for
 * theirs.
 */
export async function hashPassword(password: string, context: PasswordContext): Promise<string> {
  await checkPassword(password, context);
  return inTurn(() => hash(password.normalize("NFC"), ARGON2ID));
}

/**
 * Whether the password fits. Without a hash it takes as long and is false: an unknown account looks the same.
 * @throws {AppError} `rate_limited` when too many wait for theirs.
 */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hash("a password nobody has", ARGON2ID);
  const known = stored ?? (await decoy);
  const fits = await inTurn(() => verify(known, password.slice(0, PASSWORD_MAX * 2).normalize("NFC")));
  return stored !== null && fits;
}

/**
 * The argon2id hash of a secret that the server made, with a salt that the caller keeps; base64.
 * @throws {AppError} `rate_limited` when too many wait for theirs.
 */
export async function saltedHash(secret: string, salt: Uint8Array): Promise<string> {
  return inTurn(async () => (await hashRaw(secret, { ...ARGON2ID, salt })).toString("base64"));
}
