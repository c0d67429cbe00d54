import "server-only";
import { config } from "#lib/config.ts";
import { MAX_SINGLE_UPLOAD, MULTIPART_THRESHOLD } from "#lib/documents/constants.ts";
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
  multipart: boolean;
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
  if (known?.multipart != null && Date.now() - known.probedAt.getTime() < PROBE_AGAIN_MS)
    return { ...known, multipart: known.multipart };
  holder.athenaProbe ??= probeAndRemember(target).finally(() => {
    holder.athenaProbe = undefined;
  });
  const probed = holder.athenaProbe;
  return known === null ? probed : probed.catch(() => ({ ...known, multipart: known.multipart ?? false }));
}

/**
 * How one file is to be uploaded. In parts above 25 MiB where the store was proven to take them. POST only where the store was proven to take it and to check its checksum, and the
 * checksum is known; otherwise PUT with everything signed.
 * @param file its size in bytes, and whether its checksum is known.
 * @throws {AppError} `storage_unsuitable` where no way keeps stored bytes from being overwritten; `file_too_large`.
 */
export function chooseMethod(
  proven: Capabilities,
  wanted: "auto" | "post" | "put",
  { size, hasChecksum }: { size: number; hasChecksum: boolean },
): "post" | "put" | "multipart" {
  if (size > MULTIPART_THRESHOLD && proven.multipart) return "multipart";
  if (size > MAX_SINGLE_UPLOAD) throw new AppError("file_too_large", { limit: MAX_SINGLE_UPLOAD, size });
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
