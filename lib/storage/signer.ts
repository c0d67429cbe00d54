import "server-only";
import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { Store } from "#lib/storage/client.ts";
import { type Place, Signer } from "#lib/storage/sigv4.ts";

/** By client and bucket. */
const kept = new WeakMap<S3Client, Map<string, Promise<Signer>>>();

/** Where the SDK would look for the bucket: its rules for hosts and paths are asked once, not written again. */
async function placeOf(client: S3Client, bucket: string): Promise<Place> {
  const { accessKeyId, secretAccessKey, sessionToken } = await client.config.credentials();
  const sample = await getSignedUrl(client, new GetObjectCommand({ Bucket: bucket, Key: "k" }));
  const [, origin = "", path = ""] = /^(\w+:\/\/[^/]+)(.*)\/k\?/.exec(sample) ?? [];
  const credential = new URL(sample).searchParams.get("X-Amz-Credential") ?? "";
  const region = credential.split("/").at(-3) ?? "";
  return { origin, path, region, accessKeyId, secretAccessKey, sessionToken };
}

/** What signs requests to this store. */
export function signerOf({ client, bucket }: Pick<Store, "client" | "bucket">): Promise<Signer> {
  const ofClient = kept.get(client) ?? new Map<string, Promise<Signer>>();
  const known = ofClient.get(bucket);
  if (known !== undefined) return known;
  const made = placeOf(client, bucket).then((place) => new Signer(place));
  kept.set(client, ofClient.set(bucket, made));
  made.catch(() => ofClient.delete(bucket));
  return made;
}

/**
 * Now (ms) by the store's clock, as far as it is known: signatures are held against that one. The SDK notes how far
 * the two are apart when the store refuses a request for it.
 */
export function storeNow({ client }: Pick<Store, "client">): number {
  return Date.now() + client.config.systemClockOffset;
}
