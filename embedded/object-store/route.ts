import { authenticate, type Credentials, type Signed } from "#embedded/object-store/auth.ts";
import { receiveDocument } from "#embedded/object-store/body.ts";
import { bucketCors, bucketLifecycle, bucketsDocument } from "#embedded/object-store/bucket-operations.ts";
import { completeUpload } from "#embedded/object-store/complete.ts";
import { writeCondition } from "#embedded/object-store/conditions.ts";
import { copyObject } from "#embedded/object-store/copy-object.ts";
import { answerPreflight, applyCors } from "#embedded/object-store/cors.ts";
import { deleteObjects } from "#embedded/object-store/delete-objects.ts";
import { S3Error } from "#embedded/object-store/errors.ts";
import type { Exchange } from "#embedded/object-store/exchange.ts";
import { formBoundary } from "#embedded/object-store/form.ts";
import { getObject } from "#embedded/object-store/get-object.ts";
import { listObjects } from "#embedded/object-store/list.ts";
import { listParts, listUploads } from "#embedded/object-store/list-uploads.ts";
import { abortUpload, createUpload, uploadPart, uploadPartCopy } from "#embedded/object-store/multipart.ts";
import type { Operation } from "#embedded/object-store/operation.ts";
import { postObject } from "#embedded/object-store/post-object.ts";
import { putObject } from "#embedded/object-store/put-object.ts";
import { sendEmpty, sendXml } from "#embedded/object-store/respond.ts";
import type { Store } from "#embedded/object-store/store.ts";
import { answerForeign, foreignSubresource } from "#embedded/object-store/subresources.ts";
import { assertKey } from "#embedded/object-store/target.ts";

const notAllowed = () =>
  new S3Error("MethodNotAllowed", "The specified method is not allowed against this resource.");
const BUCKET_SERVED = new Set(["cors", "delete", "lifecycle", "uploads"]);
const OBJECT_SERVED = new Set(["uploads"]);

const namesSubresource = (query: ReadonlyMap<string, string>) =>
  [...BUCKET_SERVED].some((name) => query.has(name)) ||
  foreignSubresource(query, BUCKET_SERVED) !== undefined;

async function service(exchange: Exchange, store: Store): Promise<void> {
  if (exchange.method !== "GET") throw notAllowed();
  sendXml(exchange, bucketsDocument(store));
}

async function createBucket(exchange: Exchange, store: Store, signed: Signed): Promise<void> {
  // The document names a region, and this store has one.
  await receiveDocument(exchange, signed);
  if (exchange.headers.get("x-amz-bucket-object-lock-enabled") === "true") {
    throw new S3Error("NotImplemented", "Object lock is not implemented.");
  }
  const acl = exchange.headers.get("x-amz-acl") ?? "private";
  if (acl !== "private") throw new S3Error("NotImplemented", "Access control lists are not implemented.");
  const bucket = await store.create(exchange.target.bucket);
  sendEmpty(exchange, 200, { Location: `/${bucket.name}` });
}

async function onBucket(operation: Operation): Promise<void> {
  const { exchange, store, bucket } = operation;
  const { query } = exchange.target;
  const foreign = foreignSubresource(query, BUCKET_SERVED);
  if (foreign !== undefined) return answerForeign(operation, foreign);
  const { method } = exchange;
  const configures = method === "GET" || method === "PUT" || method === "DELETE";
  if (query.has("cors") && configures) return bucketCors(operation);
  if (query.has("lifecycle") && configures) return bucketLifecycle(operation);
  if (query.has("delete") && method === "POST") return deleteObjects(operation);
  if (query.has("uploads") && method === "GET") return listUploads(operation);
  if ([...BUCKET_SERVED].some((name) => query.has(name))) throw notAllowed();
  if (method === "HEAD") return sendEmpty(exchange, 200, { "x-amz-bucket-region": "auto" });
  if (method === "GET") return sendXml(exchange, listObjects(bucket.name, bucket.index, query));
  if (method !== "DELETE") throw notAllowed();
  await store.remove(bucket);
  sendEmpty(exchange, 204);
}

async function onUpload(operation: Operation): Promise<void> {
  const { exchange } = operation;
  const copies = exchange.headers.has("x-amz-copy-source");
  if (exchange.method === "PUT") return copies ? uploadPartCopy(operation) : uploadPart(operation);
  if (exchange.method === "POST") return completeUpload(operation);
  if (exchange.method === "DELETE") return abortUpload(operation);
  if (exchange.method === "GET") return listParts(operation);
  throw notAllowed();
}

async function onObject(operation: Operation): Promise<void> {
  const { exchange, bucket, key } = operation;
  const { query } = exchange.target;
  assertKey(key);
  const foreign = foreignSubresource(query, OBJECT_SERVED);
  if (foreign !== undefined) return answerForeign(operation, foreign);
  const version = query.get("versionId") ?? "null";
  if (version !== "null") throw new S3Error("NoSuchVersion", "The specified version does not exist.");
  const { method } = exchange;
  if (query.has("uploads") && method === "POST") return createUpload(operation);
  if (query.has("uploadId")) return onUpload(operation);
  if (query.has("uploads") || (query.has("partNumber") && method !== "GET" && method !== "HEAD"))
    throw notAllowed();
  if (method === "GET" || method === "HEAD") return getObject(operation);
  if (method === "PUT")
    return exchange.headers.has("x-amz-copy-source") ? copyObject(operation) : putObject(operation);
  if (method !== "DELETE") throw notAllowed();
  await bucket.delete(key, writeCondition(exchange.headers));
  sendEmpty(exchange, 204);
}

/** Serves one request: preflights and signed forms first, which prove themselves otherwise, then what a signature covers. */
export async function route(exchange: Exchange, store: Store, credentials: Credentials): Promise<void> {
  const { bucket: name, key } = exchange.target;
  const rules = store.find(name)?.config.cors ?? [];
  if (exchange.method === "OPTIONS") return answerPreflight(exchange, rules);
  applyCors(exchange, rules);
  const now = Date.now();
  const boundary = formBoundary(exchange.headers.get("content-type"));
  if (
    exchange.method === "POST" &&
    key === "" &&
    boundary !== undefined &&
    exchange.target.query.size === 0
  ) {
    return postObject(exchange, store, credentials, boundary, now);
  }
  const signed = authenticate(exchange, credentials, now);
  if (name === "") return service(exchange, store);
  const creates = exchange.method === "PUT" && key === "" && !namesSubresource(exchange.target.query);
  if (creates) return createBucket(exchange, store, signed);
  const operation: Operation = { exchange, signed, store, bucket: store.get(name), key };
  return key === "" ? onBucket(operation) : onObject(operation);
}
