/** A bucket by its name and where its store answers; null is AWS itself. */
export type BucketAt = { endpoint: string | null; bucket: string };

const AWS = "amazonaws.com";

/** The host that a store answers at, in one spelling; of AWS, whose buckets have one name in all the world, that alone. */
function hostOf({ endpoint, bucket }: BucketAt): string {
  if (endpoint === null) return AWS;
  const url = URL.parse(endpoint);
  // A port that goes without saying is none, and letters are small, once it has been read.
  const host = url === null ? endpoint.trim().toLowerCase() : url.host;
  const bare = host.startsWith(`${bucket}.`) ? host.slice(bucket.length + 1) : host;
  return bare === AWS || bare.endsWith(`.${AWS}`) ? AWS : bare;
}

/** Whether two addresses are those of one bucket, however they are written. */
export const isSameBucket = (a: BucketAt, b: BucketAt): boolean =>
  a.bucket === b.bucket && hostOf(a) === hostOf(b);
