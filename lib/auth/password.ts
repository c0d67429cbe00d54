import "server-only";
import { hash, verify } from "@node-rs/argon2";
import { PASSWORD_MAX, PASSWORD_MIN } from "#lib/auth/constants.ts";
import { AppError } from "#lib/errors.ts";

/** argon2id with 19 MiB, two passes, one lane: OWASP Password Storage Cheat Sheet. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

let decoy: Promise<string> | undefined;

/**
 * The argon2id hash of a new password.
 * @throws {AppError} `weak_password` when it is too short, too long, or one of the most used.
 */
export async function hashPassword(password: string): Promise<string> {
  const length = Array.from(password).length;
  if (length < PASSWORD_MIN || length > PASSWORD_MAX || isTrivial(password)) {
    throw new AppError("weak_password", { minimum: PASSWORD_MIN });
  }
  return hash(password.normalize("NFC"), ARGON2ID);
}

/** Whether the password fits. Without a hash it takes as long and is false: an unknown account looks the same. */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hash("a password nobody has", ARGON2ID);
  const fits = await verify(stored ?? (await decoy), password.slice(0, PASSWORD_MAX * 2).normalize("NFC"));
  return stored !== null && fits;
}

function isTrivial(password: string): boolean {
  const plain = password.toLowerCase();
  const repeats = new Set(plain).size < 4;
  return repeats || /^(password|contraseña|athena|qwerty|123456)[\W\d]*$/.test(plain);
}
