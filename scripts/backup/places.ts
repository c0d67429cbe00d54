import { existsSync, lstatSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import type { Place } from "#lib/backup/place.ts";
import type { Settings } from "#lib/env.ts";
import type { ForeignBucket } from "#lib/storage/foreign.ts";
import { acquireLock } from "#scripts/start/lock.ts";
import { makeFolder } from "#scripts/start/make-folder.ts";

function setting(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(`${name} is not set: the bucket of the backups is opened with it. See --help.`);
}

/**
 * Where backups are: a folder, or `s3://BUCKET/PREFIX` with credentials of its own.
 * @throws {Error} in words for the terminal.
 */
export async function placeOf(address: string, endpoint: string | null): Promise<Place> {
  if (!address.startsWith("s3://")) {
    if (endpoint !== null) throw new Error("--endpoint goes with s3://BUCKET/PREFIX.");
    const { folderPlace } = await import("#lib/backup/folder-place.ts");
    return folderPlace(address);
  }
  const [bucket = "", ...rest] = address.slice("s3://".length).split("/");
  if (bucket === "") throw new Error("Say which bucket: s3://BUCKET/PREFIX.");
  const prefix = rest.filter((part) => part !== "").join("/");
  const { openForeign } = await import("#lib/storage/foreign.ts");
  const { bucketPlace } = await import("#lib/backup/bucket-place.ts");
  const at = endpoint ?? (process.env.BACKUP_ENDPOINT_URL || null);
  const opened = openForeign({
    bucket,
    endpoint: at,
    region: process.env.BACKUP_REGION || (at === null ? "us-east-1" : "auto"),
    accessKeyId: setting("BACKUP_ACCESS_KEY_ID"),
    secretAccessKey: setting("BACKUP_SECRET_ACCESS_KEY"),
  });
  const name = `${at ?? "s3:/"}/${[bucket, prefix].filter((part) => part !== "").join("/")}`;
  return bucketPlace(name, opened, { endpoint: at, prefix: prefix === "" ? "" : `${prefix}/` });
}

/** A folder that can only be read, as a disk in the post is. */
const READ_ONLY = new Set(["EROFS", "EACCES", "EPERM"]);

/**
 * A bucket's work lies in the temporary folder, under a name that others on this machine can guess and make before us.
 * @throws {Error} in words for the terminal, where it is not this account's alone.
 */
function requireOwn(folder: string): void {
  const found = lstatSync(folder);
  const isOwn = found.uid === (process.getuid?.() ?? found.uid);
  if (found.isDirectory() && isOwn && (found.mode & 0o077) === 0) return;
  throw new Error(
    `${folder} is not this account's alone: remove it, or set TMPDIR to a folder that nobody else can write.`,
  );
}

/**
 * Does `work` as the only one of this machine at a place.
 * @param only `read`: a place that cannot be written will do.
 * @throws {Error} where another command is at work on it, or there is nothing to read.
 */
export async function aloneAt<T>(place: Place, only: "read" | "write", work: () => Promise<T>): Promise<T> {
  if (only === "read" && isAbsolute(place.name) && !existsSync(place.name))
    throw new Error(`There is no folder ${place.name}.`);
  let release = () => {};
  try {
    makeFolder(place.work, 0o700);
    if (place.store !== null) requireOwn(place.work);
    const lock = acquireLock(join(place.work, "lock"));
    if (!("release" in lock))
      throw new Error(
        `Another command is at work on ${place.name} (process ${lock.heldBy.pid}): wait until it has ended.`,
      );
    ({ release } = lock);
  } catch (error) {
    if (only === "write" || !READ_ONLY.has((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
  try {
    return await work();
  } finally {
    release();
  }
}

/** The buckets that settings name, by a client that counts nothing: what is moved is nobody's use of the product. */
export async function bucketsOf(
  env: Settings,
): Promise<{ private: ForeignBucket; public: ForeignBucket | null }> {
  const { readEnv, storageConfigured } = await import("#lib/env.ts");
  const { openForeign } = await import("#lib/storage/foreign.ts");
  const settings = readEnv(env);
  if (!storageConfigured(settings))
    throw new Error(
      "No storage is configured: set R2_ENDPOINT_URL, R2_ACCESS_KEY_ID, R2_SECRET_ACCESS_KEY and R2_BUCKET_NAME.",
    );
  const open = (bucket: string) =>
    openForeign({
      bucket,
      endpoint: settings.R2_ENDPOINT_URL,
      region: settings.R2_REGION,
      accessKeyId: settings.R2_ACCESS_KEY_ID,
      secretAccessKey: settings.R2_SECRET_ACCESS_KEY,
      forcePathStyle: settings.R2_FORCE_PATH_STYLE,
    });
  const { R2_PUBLIC_BUCKET_NAME } = settings;
  return {
    private: open(settings.R2_BUCKET_NAME),
    public: R2_PUBLIC_BUCKET_NAME === undefined ? null : open(R2_PUBLIC_BUCKET_NAME),
  };
}
