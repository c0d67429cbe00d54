import { parseArgs } from "node:util";
import { AppError } from "#lib/errors.ts";
import { allowOrigins, checkBucket } from "#lib/storage/cors.ts";

const { values } = parseArgs({ options: { origin: { type: "string", multiple: true } } });

try {
  await checkBucket();
  if (values.origin) await allowOrigins(values.origin);
} catch (error) {
  const reason = error instanceof AppError ? error.message : "the store could not be asked";
  const advice =
    error instanceof AppError && error.code === "storage_refused"
      ? "Check R2_ACCESS_KEY_ID, R2_SECRET_ACCESS_KEY, R2_BUCKET_NAME and this machine's clock."
      : "Check R2_ENDPOINT_URL, R2_BUCKET_NAME and the network.";
  process.stderr.write(`Storage: ${reason}. ${advice}\n`);
  process.exitCode = 1;
}
