import "server-only";
import { recordAlone } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorizePlatform } from "#lib/auth/authorize.ts";
import { config } from "#lib/config.ts";
import { storageConfigured } from "#lib/env.ts";
import { examine } from "#lib/storage/doctor/examine.ts";
import type { BrowserTask, CheckResult } from "#lib/storage/doctor/types.ts";

/**
 * Where files are kept, for who looks after the installation; null where nothing is configured.
 * @throws {AppError} `not_found` for all others.
 */
export async function storagePlace(actor: Actor): Promise<{ host: string; bucket: string } | null> {
  await authorizePlatform(actor);
  const env = config();
  if (!storageConfigured(env)) return null;
  return { host: new URL(env.R2_ENDPOINT_URL).host, bucket: env.R2_BUCKET_NAME };
}

/**
 * Runs the doctor for a page of this origin, and leaves the last checks to its browser.
 * @throws {AppError} `not_found` for all but who looks after the installation.
 */
export async function examineFor(
  actor: Actor,
  origin: string,
): Promise<AsyncGenerator<CheckResult | BrowserTask>> {
  await authorizePlatform(actor);
  await recordAlone(actor, { action: "storage.examined" });
  const own = config().NEXTAUTH_URL;
  const origins = new Set([...(own === undefined ? [] : [new URL(own).origin]), origin]);
  return examine({ settings: process.env, origins: [...origins], browser: true });
}
