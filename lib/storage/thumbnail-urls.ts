import "server-only";
import { config } from "#lib/config.ts";
import { storageConfigured } from "#lib/env.ts";
import { store } from "#lib/storage/client.ts";
import { thumbnailFolder } from "#lib/storage/keys.ts";
import { tallySigned } from "#lib/storage/meter.ts";
import { signerOf, storeNow } from "#lib/storage/signer.ts";
import { type Audience, windowOf } from "#lib/storage/window.ts";

/**
 * Signed GETs of a school's thumbnails for one person, in the order of `keys`; null for a document without one, and for
 * a key outside the school's own folder. The same within five minutes, in every process. All null where no store is
 * configured. The caller has asked what the person may read.
 * @param now milliseconds by the store's clock.
 */
export async function thumbnailUrls(
  reader: Omit<Audience, "purpose"> & { schoolId: string },
  keys: readonly (string | null)[],
  now?: number,
): Promise<(string | null)[]> {
  if (!storageConfigured(config())) return keys.map(() => null);
  const target = store();
  const signer = await signerOf(target);
  const { userId, accessEndsAt, schoolId } = reader;
  const window = windowOf({ userId, accessEndsAt, purpose: "list" }, now ?? storeNow(target));
  const folder = thumbnailFolder(schoolId);
  return keys.map((key) => {
    if (!key?.startsWith(folder)) return null;
    tallySigned({ key }, `${window.at} ${key}`, null);
    return signer.url({ method: "GET", key, query: { "x-id": "GetObject" }, headers: {}, ...window });
  });
}
