import "server-only";
import { AppError } from "#lib/errors.ts";
import type { Store } from "#lib/storage/client.ts";
import type { Guards } from "#lib/storage/guards.ts";
import { createMultipart, isUnknown, joinMultipart } from "#lib/storage/multipart.ts";
import { signPart } from "#lib/storage/presign.ts";
import { holds, refused, sendFor } from "#lib/storage/probe-requests.ts";

type Write = { key: string; contentType: string; disposition: string; size: number; expiresIn: number };

/** What the store calls the upload; null where it opens none for this key, whoever asks. */
async function open(write: Write): Promise<string | null> {
  try {
    return await createMultipart(write.key, write);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "storage_refused" || isUnknown(error.cause)) return null;
    throw error;
  }
}

/**
 * Whether a signed part takes the bytes that were signed and no others: not a longer part, not a copy of another
 * object, and nothing at all once the parts are joined.
 * @param copySource the header that turns a PUT into a copy.
 * @throws {AppError} `storage_unavailable` for a store that is unwell just now.
 */
export async function takesParts(
  target: Store,
  write: Write & { guards: Guards },
  right: Buffer,
  longer: Buffer,
  copySource: Record<string, string>,
): Promise<boolean> {
  const { key, size, expiresIn } = write;
  const storeUploadId = await open(write);
  if (storeUploadId === null) return false;
  const { url, headers } = await signPart(
    target,
    { key, storeUploadId, number: 1, size, expiresIn },
    write.guards,
  );
  const put = (bytes: Buffer, more: Record<string, string> = {}) =>
    sendFor(url, { method: "PUT", headers: { ...headers, ...more }, body: new Uint8Array(bytes) });
  const refuses = async (...sent: Parameters<typeof put>) => refused((await put(...sent)).status);

  if (!(await refuses(longer)) || !(await refuses(right, copySource))) return false;
  const { status, etag } = await put(right);
  if (refused(status) || etag === null) return false;
  if ((await joinMultipart(key, storeUploadId, [{ number: 1, etag }])) !== "joined") return false;
  return (await refuses(right)) && (await holds(key, right));
}
