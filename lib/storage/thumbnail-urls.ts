import "server-only";
import { S3RequestPresigner } from "@aws-sdk/s3-request-presigner";
import { config } from "#lib/config.ts";
import { storageConfigured } from "#lib/env.ts";
import { type Store, store } from "#lib/storage/client.ts";
import { thumbnailFolder } from "#lib/storage/keys.ts";

/** Seconds for which the same thumbnail has the same address, so that a browser need not fetch it again. */
const WINDOW_SECONDS = 300;
/** Seconds that an address is good for after its window: rows are scrolled to late. At most 900 in all. */
const READING_SECONDS = 600;
const MAX_REMEMBERED = 20_000;

type Window = { store: Store; startsAt: number; presigner: S3RequestPresigner; urls: Map<string, string> };

let current: Window | null = null;

/** The window that holds `now` (ms), with the addresses signed in it so far. */
function windowAt(now: number, storeNow: Store): Window {
  const startsAt = now - (now % (WINDOW_SECONDS * 1000));
  if (current?.store !== storeNow || current.startsAt !== startsAt) {
    const presigner = new S3RequestPresigner(storeNow.client.config);
    current = { store: storeNow, startsAt, presigner, urls: new Map() };
  }
  return current;
}

/** Where the store has an object, without signature. Keys of thumbnails need no escaping. */
function addressOf({ client, bucket, endpoint }: Store, key: string): URL {
  const url = new URL(endpoint);
  const base = url.pathname.replace(/\/+$/, "");
  if (!client.config.forcePathStyle) url.hostname = `${bucket}.${url.hostname}`;
  url.pathname = client.config.forcePathStyle ? `${base}/${bucket}/${key}` : `${base}/${key}`;
  return url;
}

async function sign({ store: signing, startsAt, presigner }: Window, key: string): Promise<string> {
  const url = addressOf(signing, key);
  const signed = await presigner.presign(
    {
      method: "GET",
      protocol: url.protocol,
      hostname: url.hostname,
      ...(url.port !== "" && { port: Number(url.port) }),
      path: url.pathname,
      headers: {},
    },
    { signingDate: new Date(startsAt), expiresIn: WINDOW_SECONDS + READING_SECONDS },
  );
  for (const [name, value] of Object.entries(signed.query ?? {})) url.searchParams.set(name, String(value));
  return url.href;
}

/**
 * Signed GETs of a school's thumbnails, in the order of `keys`; null for a document without one, and for a key outside
 * the school's own folder. The same within five minutes, by the clock, in every process; each costs one signature a
 * window in this one. All null where no store is configured. The caller has asked who may read.
 * @param now milliseconds.
 */
export async function thumbnailUrls(
  schoolId: string,
  keys: readonly (string | null)[],
  now: number = Date.now(),
): Promise<(string | null)[]> {
  if (!storageConfigured(config())) return keys.map(() => null);
  const window = windowAt(now, store());
  if (window.urls.size > MAX_REMEMBERED) window.urls.clear();
  const folder = thumbnailFolder(schoolId);
  return Promise.all(
    keys.map(async (key) => {
      if (key === null || !key.startsWith(folder)) return null;
      const known = window.urls.get(key);
      if (known !== undefined) return known;
      const url = await sign(window, key);
      window.urls.set(key, url);
      return url;
    }),
  );
}
