import "server-only";
import { createHash } from "node:crypto";
import { v4 } from "uuid";
import type { Capabilities } from "#lib/storage/capabilities.ts";
import type { Store } from "#lib/storage/client.ts";
import { storageError } from "#lib/storage/errors.ts";
import { insertProbeObjects } from "#lib/storage/mutations.ts";
import { deleteObject, headObject } from "#lib/storage/objects.ts";
import { type SignedWrite, signPost, signPut } from "#lib/storage/presign.ts";

const SECONDS = 120;
const TIMEOUT_MS = 15_000;
const RIGHT = Buffer.from("what was signed");
const WRONG = Buffer.from("what was forged");
const LONGER = Buffer.concat([RIGHT, Buffer.from("!")]);

const sha256 = createHash("sha256").update(RIGHT).digest("hex");

async function send(url: string, init: RequestInit): Promise<number> {
  try {
    const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS), redirect: "manual" });
    await answer.body?.cancel();
    return answer.status;
  } catch (error) {
    throw storageError(error);
  }
}

const taken = (status: number) => status >= 200 && status < 300;

/** A refusal counts only when it is one: a store that is unwell (5xx, 429) has proven nothing. */
function refused(status: number): boolean {
  if (status >= 500 && status !== 501)
    throw storageError(Object.assign(new Error("probe"), { $metadata: { httpStatusCode: status } }));
  if (status === 429)
    throw storageError(Object.assign(new Error("probe"), { $metadata: { httpStatusCode: status } }));
  return status >= 400;
}

async function put(target: Store, write: SignedWrite, bytes: Buffer): Promise<number> {
  const { url, headers } = await signPut(target, write);
  return send(url, { method: "PUT", headers, body: new Uint8Array(bytes) });
}

async function post(target: Store, write: SignedWrite & { sha256: string }, bytes: Buffer): Promise<number> {
  const { url, fields } = await signPost(target, write);
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", new Blob([new Uint8Array(bytes)]));
  return send(url, { method: "POST", body: form });
}

/**
 * Tries on the real store what the safety of uploads rests on (DESIGN, "Methods"): a few tiny objects under
 * `probes/`, deleted at once. Nothing is assumed from a store's name.
 * @throws {AppError} `storage_unavailable` or `storage_refused` when the store answers no plain upload at all.
 */
export async function probeStore(target: Store): Promise<Capabilities> {
  const run = v4();
  const keys = ["put", "longer", "forged", "post", "post-forged"].map((name) => `probes/${run}/${name}`);
  const [putKey, longerKey, forgedKey, postKey, postForgedKey] = keys as [
    string,
    string,
    string,
    string,
    string,
  ];
  await insertProbeObjects(keys, new Date(Date.now() + SECONDS * 1000));
  const write = (key: string) => ({
    key,
    contentType: "text/plain",
    disposition: "attachment",
    size: RIGHT.length,
    sha256,
    expiresIn: SECONDS,
  });

  const first = await put(target, write(putKey), RIGHT);
  if (!taken(first)) {
    throw storageError(Object.assign(new Error("probe"), { $metadata: { httpStatusCode: first } }));
  }
  const again = await put(target, { ...write(putKey), sha256: null }, WRONG);
  const longer = await put(target, write(longerKey), LONGER);
  const forged = await put(target, write(forgedKey), WRONG);
  const posted = await post(target, write(postKey), RIGHT);
  const stored = taken(posted) && (await headObject(postKey))?.size === RIGHT.length;
  const postForged = stored ? await post(target, write(postForgedKey), WRONG) : 0;

  const proven = {
    conditionalPut: refused(again),
    signedHeaders: refused(longer),
    putChecksum: refused(forged),
    post: stored,
    postChecksum: stored && refused(postForged),
  };
  await Promise.all(keys.map(deleteObject));
  return proven;
}
