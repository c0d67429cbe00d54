import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Source } from "#scripts/moving/import-plain.ts";

/** @throws {Error} in words for the terminal, where there is no such folder. */
export async function folderSource(folder: string): Promise<Source> {
  const { walkFolder } = await import("#lib/moving/folder.ts");
  const found = await stat(folder).catch(() => null);
  if (!found?.isDirectory()) throw new Error(`There is no folder ${folder}.`);
  return { name: resolve(folder), files: (but) => walkFolder(folder, but) };
}

function setting(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(`${name} is not set: --bucket is read with it. See npm run import -- --help`);
}

/** @throws {Error} in words for the terminal, where the credentials are missing. */
export async function bucketSource(bucket: string, prefix: string, endpoint: string | null): Promise<Source> {
  const { openForeign } = await import("#lib/storage/foreign.ts");
  const { walkBucket } = await import("#lib/moving/bucket.ts");
  const from = openForeign({
    bucket,
    endpoint,
    region: process.env.IMPORT_REGION || (endpoint === null ? "us-east-1" : "auto"),
    accessKeyId: setting("IMPORT_ACCESS_KEY_ID"),
    secretAccessKey: setting("IMPORT_SECRET_ACCESS_KEY"),
  });
  const name = [endpoint ?? "s3:/", bucket, prefix].filter((part) => part !== "").join("/");
  return { name, files: () => walkBucket(from, prefix) };
}
