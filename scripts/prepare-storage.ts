import { parseArgs } from "node:util";
import { adviceFor } from "#lib/storage/advice.ts";
import { allowOrigins, checkBucket } from "#lib/storage/cors.ts";
import { endUnfinishedUploads } from "#lib/storage/lifecycle.ts";
import en from "#locales/en.json" with { type: "json" };

const { values } = parseArgs({ options: { origin: { type: "string", multiple: true } } });

try {
  await checkBucket();
  if (values.origin) {
    await allowOrigins(values.origin);
    await endUnfinishedUploads();
  }
} catch (error) {
  process.stderr.write(`Storage: ${en.storageAdvice[adviceFor(error, "bucket").reason]}\n`);
  process.exitCode = 1;
}
