import "server-only";
import { availableParallelism } from "node:os";
import { hash, verify } from "@node-rs/argon2";
import { PASSWORD_MAX, PASSWORD_MIN } from "#lib/auth/constants.ts";
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
 * @throws {AppError} `weak_password` when it is too short, too long, or one of the most used; `rate_limited` when too
 * many wait for theirs.
 */
export async function hashPassword(password: string): Promise<string> {
  const length = Array.from(password).length;
  if (length < PASSWORD_MIN || length > PASSWORD_MAX || isTrivial(password)) {
    throw new AppError("weak_password", { minimum: PASSWORD_MIN });
  }
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

function isTrivial(password: string): boolean {
  const plain = password.toLowerCase();
  const repeats = new Set(plain).size < 4;
  return repeats || /^(password|contraseña|athena|qwerty|123456)[\W\d]*$/.test(plain);
}
