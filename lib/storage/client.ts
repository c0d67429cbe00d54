import "server-only";
import { S3Client } from "@aws-sdk/client-s3";
import { config } from "#lib/config.ts";
import { type Env, storageConfigured } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";

/** The bucket that this installation keeps its files in. */
export type Store = { client: S3Client; bucket: string; endpoint: string };

type StoreSettings = Env & {
  R2_ENDPOINT_URL: string;
  R2_ACCESS_KEY_ID: string;
  R2_SECRET_ACCESS_KEY: string;
};

const holder = globalThis as { athenaStore?: Store };

/** The store that settings name. */
export function openStore(env: StoreSettings): Store {
  const client = new S3Client({
    endpoint: env.R2_ENDPOINT_URL,
    region: env.R2_REGION,
    forcePathStyle: env.R2_FORCE_PATH_STYLE,
    credentials: { accessKeyId: env.R2_ACCESS_KEY_ID, secretAccessKey: env.R2_SECRET_ACCESS_KEY },
    // The SDK's default puts the CRC32 of an empty body into presigned PUTs, which real stores then reject.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    maxAttempts: 3,
    retryMode: "standard",
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 15_000, throwOnRequestTimeout: true },
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
