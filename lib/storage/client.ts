import "server-only";
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { config } from "#lib/config.ts";
import { type Env, publicConfigured, storageConfigured } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { withBodyDeadline } from "#lib/storage/body-deadline.ts";
import { Circuit, throughCircuit } from "#lib/storage/circuit.ts";
import { measured } from "#lib/storage/measured.ts";
import { metered } from "#lib/storage/metered.ts";
import { retryStrategy } from "#lib/storage/retry.ts";
import type { Pace } from "#lib/storage/steady.ts";

/** The bucket that this installation keeps its files in. */
export type Store = {
  client: S3Client;
  bucket: string;
  endpoint: string;
  /** How slowly a body may come; the usual pace when absent. */
  pace?: Pace;
};

type Connection = Pick<S3ClientConfig, "endpoint" | "region" | "forcePathStyle" | "credentials">;

/** Milliseconds: to a connection, and to the beginning of an answer. What an object may take is up to `steadily`. */
const DEADLINES = { connectionTimeout: 3_000, requestTimeout: 10_000 };

/** Of what the beginning of an answer may take, for all of it. */
const BODY_TIMES = 3;

/**
 * A client as the product uses it: no request without a deadline, again where that can help, and none at all for a while
 * to a store that was found away.
 */
export function connect(connection: Connection, deadlines = DEADLINES): S3Client {
  const client = new S3Client({
    ...connection,
    // The SDK's default puts the CRC32 of an empty body into presigned PUTs, which real stores then reject.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    retryStrategy,
    // The socket's own deadline would end the transfers of those who read slowly.
    requestHandler: { ...deadlines, throwOnRequestTimeout: true, socketTimeout: 0 },
  });
  withBodyDeadline(client, BODY_TIMES * deadlines.requestTimeout);
  return metered(throughCircuit(measured(client), new Circuit()));
}

type StoreSettings = Env & {
  R2_ENDPOINT_URL: string;
  R2_ACCESS_KEY_ID: string;
  R2_SECRET_ACCESS_KEY: string;
};

const holder = globalThis as { athenaStore?: Store };

/** The store that settings name. */
export function openStore(env: StoreSettings): Store {
  const client = connect({
    endpoint: env.R2_ENDPOINT_URL,
    region: env.R2_REGION,
    forcePathStyle: env.R2_FORCE_PATH_STYLE,
    credentials: { accessKeyId: env.R2_ACCESS_KEY_ID, secretAccessKey: env.R2_SECRET_ACCESS_KEY },
  });
  return { client, bucket: env.R2_BUCKET_NAME, endpoint: env.R2_ENDPOINT_URL };
}

/**
 * The store, made on first use.
 * @throws {AppError} `storage_not_configured` when there are no credentials.
 */
export function store(): Store {
  if (holder.athenaStore) return holder.athenaStore;
  const env = config();
  if (!storageConfigured(env)) throw new AppError("storage_not_configured");
  holder.athenaStore = openStore(env);
  return holder.athenaStore;
}

/** What names this store and bucket in the database. */
export function storeName({ endpoint, bucket }: Store): string {
  return `${endpoint.replace(/\/+$/, "")}/${bucket}`;
}

/** Which of the two: the one that nobody reads without a signature, or the one that anybody reads. */
export type BucketName = "private" | "public";

/**
 * The bucket that anybody may read, and the address at which they do, without a slash at its end.
 * @throws {AppError} `public_not_configured` where there is none.
 */
export function publicBucket(): { bucket: string; baseUrl: string } {
  const env = config();
  if (!publicConfigured(env)) throw new AppError("public_not_configured");
  return { bucket: env.R2_PUBLIC_BUCKET_NAME, baseUrl: env.R2_PUBLIC_BASE_URL };
}

/** Where anybody reads an object of the public bucket; null where none is configured. */
export function publicUrl(key: string): string | null {
  const env = config();
  if (!publicConfigured(env)) return null;
  return `${env.R2_PUBLIC_BASE_URL}/${key.split("/").map(encodeURIComponent).join("/")}`;
}
