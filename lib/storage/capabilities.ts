import "server-only";
import { config } from "#lib/config.ts";
import { MAX_SINGLE_UPLOAD } from "#lib/documents/constants.ts";
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

type Choice = { method: "auto" | "post" | "put"; inPartsAbove: number };

const PROBE_AGAIN_MS = 7 * 86_400_000;

const holder = globalThis as { athenaProbe?: Promise<Capabilities> | undefined };

/** Probes a store now, whatever is known of it, and remembers what is found. */
export async function probeAgain(target: Store): Promise<Capabilities> {
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
  holder.athenaProbe ??= probeAgain(target).finally(() => {
    holder.athenaProbe = undefined;
  });
  const probed = holder.athenaProbe;
  return known === null ? probed : probed.catch(() => ({ ...known, multipart: known.multipart ?? false }));
}

/**
 * How one file is to be uploaded. In parts above the operator's threshold where the store was proven to take them. POST
 * only where the store was proven to take it and to check its checksum, and the checksum is known; otherwise PUT with
 * everything signed.
 * @param wanted what the operator has set.
 * @param file its size in bytes, and whether its checksum is known.
 * @throws {AppError} `storage_unsuitable` where no way keeps stored bytes from being overwritten; `file_too_large`.
 */
export function chooseMethod(
  proven: Capabilities,
  wanted: Choice,
  { size, hasChecksum }: { size: number; hasChecksum: boolean },
): "post" | "put" | "multipart" {
  if (size > wanted.inPartsAbove && proven.multipart) return "multipart";
  if (size > MAX_SINGLE_UPLOAD) throw new AppError("file_too_large", { limit: MAX_SINGLE_UPLOAD, size });
  const postIsSafe = proven.post && proven.postChecksum && hasChecksum;
  if (wanted.method !== "put" && postIsSafe) return "post";
  if (proven.conditionalPut && proven.signedHeaders) return "put";
  if (postIsSafe) return "post";
  throw new AppError("storage_unsuitable");
}

/** The operator's choices; `inPartsAbove` is in bytes. */
export function operatorsChoice(): Choice {
  return { method: config().R2_UPLOAD_METHOD, inPartsAbove: multipartThreshold() };
}

/** Bytes above which a file is sent in parts. */
export function multipartThreshold(): number {
  return config().R2_MULTIPART_ABOVE_MIB * 1024 * 1024;
}
