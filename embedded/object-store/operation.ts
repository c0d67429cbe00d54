import type { Signed } from "#embedded/object-store/auth.ts";
import type { Bucket } from "#embedded/object-store/bucket.ts";
import type { Exchange } from "#embedded/object-store/exchange.ts";
import type { Store } from "#embedded/object-store/store.ts";

/** What an operation on a bucket or an object works with. The signature has been checked. */
export interface Operation {
  readonly exchange: Exchange;
  readonly signed: Signed;
  readonly store: Store;
  readonly bucket: Bucket;
  /** Empty for an operation on the bucket. */
  readonly key: string;
}
