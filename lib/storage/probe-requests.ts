import "server-only";
import type { Store } from "#lib/storage/client.ts";
import { StorageError, storageError } from "#lib/storage/errors.ts";
import type { Guards } from "#lib/storage/guards.ts";
import { meteredFetch } from "#lib/storage/metered.ts";
import { headObject, readRange } from "#lib/storage/objects.ts";
import { type SignedWrite, signGet, signPost, signPut } from "#lib/storage/presign.ts";

const TIMEOUT_MS = 15_000;
const POST_TRIES = 4;

/** Sends one request, and answers the store's status and the tag of what it stored. */
export async function sendFor(
  url: string,
  init: RequestInit,
): Promise<{ status: number; etag: string | null }> {
  try {
    const answer = await meteredFetch(url, {
      ...init,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: "manual",
    });
    await answer.body?.cancel();
    return { status: answer.status, etag: answer.headers.get("etag") };
  } catch (error) {
    throw storageError(error);
  }
}

/** Sends one request, and answers the store's status. */
const send = async (url: string, init: RequestInit) => (await sendFor(url, init)).status;

/** Whether a status says that the request was done. */
export const taken = (status: number) => status >= 200 && status < 300;

/** Whether a status says no. One of a store that is unwell (5xx, 429) has proven nothing, and is thrown. */
export function refused(status: number): boolean {
  if ((status >= 500 && status !== 501) || status === 429) throw unwell(status);
  return status >= 400;
}

/** The error of a store that answers a probe with this status. */
export const unwell = (status: number) =>
  storageError(Object.assign(new Error("probe"), { $metadata: { httpStatusCode: status } }));

/** A signed PUT, with headers added that nobody signed. */
export async function put(
  target: Store,
  write: SignedWrite,
  bytes: Buffer,
  guards: Guards,
  unsigned: Record<string, string> = {},
): Promise<number> {
  const { url, headers } = await signPut(target, write, guards);
  return send(url, { method: "PUT", headers: { ...headers, ...unsigned }, body: new Uint8Array(bytes) });
}

/** A signed POST. */
export async function post(
  target: Store,
  write: SignedWrite & { sha256: string },
  bytes: Buffer,
): Promise<number> {
  const { url, fields } = await signPost(target, write);
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", new Blob([new Uint8Array(bytes)]));
  for (let tries = 1; ; tries += 1) {
    try {
      return await send(url, { method: "POST", body: form });
    } catch (error) {
      // One without POST may say so, or hang up, before all of it was written: its answer is what counts.
      const hungUp = error instanceof StorageError && error.reason === "connection_lost";
      if (!hungUp || tries === POST_TRIES) throw error;
    }
  }
}

/** Whether an object is there and has exactly these bytes. */
export async function holds(key: string, bytes: Buffer): Promise<boolean> {
  const head = await headObject(key);
  return head?.size === bytes.length && bytes.equals(await readRange(key, 0, bytes.length - 1));
}

/** Whether anybody may read an object: the address of a signed GET without its signature. */
export async function isPublic(target: Store, key: string): Promise<boolean> {
  const read = { key, contentType: "text/plain", disposition: "attachment", expiresIn: 300 };
  const address = new URL(await signGet(target, read));
  address.search = "";
  const status = await send(address.href, { method: "GET" });
  return !refused(status) && taken(status);
}
