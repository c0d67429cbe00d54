import { parseArgs } from "node:util";
import { AppError } from "#lib/errors.ts";
import { allowOrigins, checkBucket } from "#lib/storage/cors.ts";

const { values } = parseArgs({ options: { origin: { type: "string", multiple: true } } });

const status = (error: AppError) =>
  (error.cause as { $metadata?: { httpStatusCode?: number } } | undefined)?.$metadata?.httpStatusCode;

function inWords(error: unknown): string {
  if (!(error instanceof AppError)) return "the store could not be asked. Check R2_ENDPOINT_URL.";
  if (error.code === "storage_refused") {
    return "the store refuses this key. Check R2_ACCESS_KEY_ID and R2_SECRET_ACCESS_KEY, that the key is for the bucket R2_BUCKET_NAME, and this machine's clock.";
  }
  if (status(error) === 404) return "the store has no such bucket. Check R2_BUCKET_NAME.";
  return "nothing answers as a store there. Check R2_ENDPOINT_URL and the network.";
}

try {
  await checkBucket();
  if (values.origin) await allowOrigins(values.origin);
} catch (error) {
  process.stderr.write(`Storage: ${inWords(error)}\n`);
  process.exitCode = 1;
}
