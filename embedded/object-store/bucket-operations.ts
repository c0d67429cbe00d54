import { receiveDocument } from "#embedded/object-store/body.ts";
import { corsDocument, parseCors } from "#embedded/object-store/cors.ts";
import { S3Error } from "#embedded/object-store/errors.ts";
import { lifecycleDocument, parseLifecycle } from "#embedded/object-store/lifecycle.ts";
import type { Operation } from "#embedded/object-store/operation.ts";
import { sendEmpty, sendXml } from "#embedded/object-store/respond.ts";
import type { Store } from "#embedded/object-store/store.ts";
import { tag, xmlDocument } from "#embedded/object-store/xml.ts";

/** ListBuckets. */
export function bucketsDocument(store: Store): string {
  const buckets = store
    .list()
    .map(
      ({ name, config }) =>
        `<Bucket>${tag("Name", name)}${tag("CreationDate", new Date(config.created).toISOString())}</Bucket>`,
    );
  return xmlDocument(
    "ListAllMyBucketsResult",
    `<Owner><ID>athena</ID><DisplayName>athena</DisplayName></Owner><Buckets>${buckets.join("")}</Buckets>`,
  );
}

/** GetBucketCors, PutBucketCors, DeleteBucketCors. */
export async function bucketCors({ exchange, signed, bucket }: Operation): Promise<void> {
  const { cors, ...others } = bucket.config;
  if (exchange.method === "GET") {
    if (!cors) throw new S3Error("NoSuchCORSConfiguration", "The CORS configuration does not exist.");
    sendXml(exchange, corsDocument(cors));
  } else if (exchange.method === "PUT") {
    const rules = parseCors(await receiveDocument(exchange, signed));
    await bucket.configure({ ...bucket.config, cors: rules });
    sendEmpty(exchange, 200);
  } else {
    await bucket.configure(others);
    sendEmpty(exchange, 204);
  }
}

/** GetBucketLifecycleConfiguration, PutBucketLifecycleConfiguration, DeleteBucketLifecycle. */
export async function bucketLifecycle({ exchange, signed, bucket }: Operation): Promise<void> {
  const { lifecycle, ...others } = bucket.config;
  if (exchange.method === "GET") {
    if (!lifecycle)
      throw new S3Error("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist.");
    sendXml(exchange, lifecycleDocument(lifecycle));
  } else if (exchange.method === "PUT") {
    const rules = parseLifecycle(await receiveDocument(exchange, signed));
    await bucket.configure({ ...bucket.config, lifecycle: rules });
    sendEmpty(exchange, 200);
  } else {
    await bucket.configure(others);
    sendEmpty(exchange, 204);
  }
}
