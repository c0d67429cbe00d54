import "server-only";
import { config } from "#lib/config.ts";
import { AppError } from "#lib/errors.ts";
import { type Store, storeName } from "#lib/storage/client.ts";
import { findCapabilities } from "#lib/storage/data.ts";
import type { Guards } from "#lib/storage/guards.ts";
import { storeProven } from "#lib/storage/mutations.ts";
import { probeStore } from "#lib/storage/probe.ts";

/** What a store was seen to do. */
export type Capabilities = {
  conditionalPut: boolean;
  putChecksum: boolean;
  post: boolean;
  postChecksum: boolean;
  signedHeaders: boolean;
} & Guards;

const PROBE_AGAIN_MS = 7 * 86_400_000;

const holder = globalThis as { athenaProbe?: Promise<Capabilities> | undefined };

async function probeAndRemember(target: Store): Promise<Capabilities> {
  const proven = await probeStore(target);
  await storeProven(storeName(target), proven);
  return proven;
}

/**
 * What the probe of this store found, from the database, probing now where nobody has for a week. A store that is
 * unwell when it is due is taken for what it was.
 * @throws {AppError} `storage_*` when it was never probed and cannot be now.
 */
export async function capabilities(target: Store): Promise<Capabilities> {
  const known = await findCapabilities(storeName(target));
  if (known !== null && Date.now() - known.probedAt.getTime() < PROBE_AGAIN_MS) return known;
  holder.athenaProbe ??= probeAndRemember(target).finally(() => {
    holder.athenaProbe = undefined;
  });
  const probed = holder.athenaProbe;
  return known === null ? probed : probed.catch(() => known);
}

/**
 * How one file is to be uploaded. POST only where the store was proven to take it and to check its checksum, and the
 * checksum is known; otherwise PUT with everything signed.
 * @throws {AppError} `storage_unsuitable` where neither way keeps stored bytes from being overwritten.
 */
export function chooseMethod(
  proven: Capabilities,
  wanted: "auto" | "post" | "put",
  hasChecksum: boolean,
): "post" | "put" {
  const postIsSafe = proven.post && proven.postChecksum && hasChecksum;
  if (wanted !== "put" && postIsSafe) return "post";
  if (proven.conditionalPut && proven.signedHeaders) return "put";
  if (postIsSafe) return "post";
  throw new AppError("storage_unsuitable");
}

/** The operator's choice of method. */
export function wantedMethod(): "auto" | "post" | "put" {
  return config().R2_UPLOAD_METHOD;
}
