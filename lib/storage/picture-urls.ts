import "server-only";
import { config } from "#lib/config.ts";
import { storageConfigured } from "#lib/env.ts";
import { store } from "#lib/storage/client.ts";
import { pictureFolder } from "#lib/storage/keys.ts";
import { tallySigned } from "#lib/storage/meter.ts";
import { signGet } from "#lib/storage/presign.ts";
import { storeNow } from "#lib/storage/signer.ts";
import { type Audience, windowOf } from "#lib/storage/window.ts";

/**
 * Signed GETs of people's pictures for one reader, in the order given; the same within five minutes, in every process.
 * Null for a key outside the person's own folder, and where no store is configured. The caller has asked whom the reader
 * may see.
 * @param now milliseconds by the store's clock.
 */
export async function pictureUrls(
  reader: Omit<Audience, "purpose">,
  pictures: readonly { userId: string; key: string; size: number }[],
  now?: number,
): Promise<(string | null)[]> {
  if (!storageConfigured(config())) return pictures.map(() => null);
  const target = store();
  const { userId, accessEndsAt } = reader;
  const { at, expiresIn } = windowOf({ userId, accessEndsAt, purpose: "list" }, now ?? storeNow(target));
  return Promise.all(
    pictures.map(async (picture) => {
      const { key, size } = picture;
      if (!key.startsWith(pictureFolder(picture.userId))) return null;
      tallySigned({ key }, `${at} ${userId} ${key}`, size);
      return signGet(target, { key, contentType: "image/jpeg", disposition: "inline", expiresIn }, at);
    }),
  );
}
