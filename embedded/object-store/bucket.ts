import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type BlobRef, BlobStore } from "#embedded/object-store/blobs.ts";
import type { CorsRule } from "#embedded/object-store/cors.ts";
import { ensureDir, makeDirs, removeFile, syncDir, writeFileAtomic } from "#embedded/object-store/disk.ts";
import { errorCode, S3Error } from "#embedded/object-store/errors.ts";
import { KeyedLock } from "#embedded/object-store/keyed-lock.ts";
import { type IndexEntry, KeyIndex, toBytes } from "#embedded/object-store/keyindex.ts";
import type { LifecycleRule } from "#embedded/object-store/lifecycle.ts";
import type { ObjectRecord } from "#embedded/object-store/record.ts";
import { Uploads } from "#embedded/object-store/uploads.ts";

/** A bucket's own settings, as on disk. */
export interface BucketConfig {
  /** ms since 1970 */
  readonly created: number;
  readonly cors?: readonly CorsRule[];
  readonly lifecycle?: readonly LifecycleRule[];
}

/** What must hold at the moment an object is written or removed (RFC 9110, 13.1). */
export interface WriteCondition {
  /** `If-None-Match: *` */
  readonly ifAbsent?: boolean;
  /** `If-Match`: an entity tag, quoted or not, or "*" */
  readonly ifMatch?: string;
}

/** Throws PreconditionFailed, or NoSuchKey for If-Match on nothing, as S3 does. */
export function assertCondition(condition: WriteCondition, current: IndexEntry | undefined): void {
  const failed = new S3Error(
    "PreconditionFailed",
    "At least one of the pre-conditions you specified did not hold.",
  );
  if (condition.ifAbsent && current) throw failed;
  if (condition.ifMatch === undefined) return;
  if (!current) throw new S3Error("NoSuchKey", "The specified key does not exist.");
  if (condition.ifMatch !== "*" && condition.ifMatch.replaceAll('"', "") !== current.etag) throw failed;
}

const entryOf = (record: ObjectRecord): IndexEntry => ({
  bytes: toBytes(record.key),
  size: record.size,
  etag: record.etag,
  modified: record.modified,
});

/**
 * One bucket's folder: `objects/` holds a sidecar for each object, named by the SHA-256 of its key so that no key can
 * name a path; `blobs/` holds bytes; `uploads/` the unfinished multipart uploads. The rename of a sidecar is the
 * moment an object exists.
 */
export class Bucket {
  readonly name: string;
  readonly dir: string;
  readonly tmp: string;
  readonly blobs: BlobStore;
  readonly uploads: Uploads;
  readonly index = new KeyIndex();
  /** Removed, while a request may still hold it: a new bucket of that name must not receive its records. */
  removed = false;
  #config: BucketConfig;
  readonly #locks = new KeyedLock();

  constructor(name: string, dir: string, tmp: string, config: BucketConfig) {
    this.name = name;
    this.dir = dir;
    this.tmp = tmp;
    this.#config = config;
    makeDirs(join(dir, "objects"));
    this.blobs = new BlobStore(join(dir, "blobs"));
    this.uploads = new Uploads(join(dir, "uploads"), tmp, this.blobs);
  }

  get config(): BucketConfig {
    return this.#config;
  }

  async configure(config: BucketConfig): Promise<void> {
    await writeFileAtomic(this.tmp, join(this.dir, "bucket.json"), JSON.stringify(config));
    this.#config = config;
  }

  #path(key: string): string {
    const hash = createHash("sha256").update(key).digest("hex");
    return join(this.dir, "objects", hash.slice(0, 2), `${hash}.json`);
  }

  async #read(key: string): Promise<ObjectRecord | undefined> {
    try {
      return JSON.parse(await readFile(this.#path(key), "utf8"));
    } catch (error) {
      if (errorCode(error) === "ENOENT") return undefined;
      throw error;
    }
  }

  /** An object's record with its blobs pinned until `release`. Throws NoSuchKey. */
  async open(key: string): Promise<{ record: ObjectRecord; release: () => void }> {
    // Under the key's lock, so that no writer can remove the blobs between the read and the pin.
    return this.#locks.run(key, async () => {
      const record = await this.#read(key);
      if (!record) throw new S3Error("NoSuchKey", "The specified key does not exist.");
      return { record, release: this.blobs.pin(record.blobs) };
    });
  }

  /** Throws what `assertCondition` does, before any byte is received; the commit looks again. */
  precheck(key: string, condition: WriteCondition): void {
    assertCondition(condition, this.index.get(toBytes(key)));
  }

  /** Makes an object exist, replacing any of that key in one step; durable on return. Its blobs go when it fails. */
  async commit(record: ObjectRecord, condition: WriteCondition): Promise<void> {
    await this.#locks.run(record.key, async () => {
      let old: ObjectRecord | undefined;
      try {
        if (this.removed) throw new S3Error("NoSuchBucket", "The specified bucket does not exist.");
        const entry = entryOf(record);
        const current = this.index.get(entry.bytes);
        assertCondition(condition, current);
        if (current) old = await this.#read(record.key);
        const path = this.#path(record.key);
        await ensureDir(dirname(path));
        await writeFileAtomic(this.tmp, path, JSON.stringify(record));
        this.index.set(entry);
      } catch (error) {
        await this.#undo(record).catch(() => undefined);
        throw error;
      }
      if (old) await this.blobs.remove(old.blobs);
    });
  }

  /** A write failed: its blobs go, unless the sidecar was renamed already and only its last fsync failed. */
  async #undo(record: ObjectRecord): Promise<void> {
    const onDisk = await this.#read(record.key);
    if (onDisk && onDisk.blobs[0]?.name === record.blobs[0]?.name) this.index.set(entryOf(record));
    // A multipart upload keeps its parts, so that its completion can be tried again.
    else if (record.uploadId === undefined) await this.blobs.remove(record.blobs);
  }

  /** Removes an object; one that is absent is fine unless the condition asks for it. Durable on return. */
  async delete(key: string, condition: WriteCondition = {}): Promise<void> {
    await this.#locks.run(key, async () => {
      const bytes = toBytes(key);
      assertCondition(condition, this.index.get(bytes));
      const old = await this.#read(key);
      if (!old) return;
      const path = this.#path(key);
      await removeFile(path);
      this.index.delete(bytes);
      await syncDir(dirname(path));
      await this.blobs.remove(old.blobs);
    });
  }

  /**
   * Builds the index from the sidecars and removes blobs nothing refers to. With an unreadable sidecar nothing is
   * removed: its bytes may be all that is left to repair it with.
   */
  async load(log: (line: string) => void): Promise<void> {
    const entries: IndexEntry[] = [];
    const referenced = new Set<string>();
    const completed = new Set<string>();
    let broken = 0;
    const objects = join(this.dir, "objects");
    for (const folder of readdirSync(objects)) {
      for (const name of readdirSync(join(objects, folder))) {
        try {
          const record: ObjectRecord = JSON.parse(readFileSync(join(objects, folder, name), "utf8"));
          entries.push(entryOf(record));
          for (const blob of record.blobs) referenced.add(blob.name);
          if (record.uploadId !== undefined) completed.add(record.uploadId);
        } catch {
          broken++;
          log(`bucket ${this.name}: unreadable object record objects/${folder}/${name}`);
        }
      }
    }
    this.index.load(entries);
    const parts: BlobRef[] = await this.uploads.load(completed, log);
    for (const blob of parts) referenced.add(blob.name);
    if (broken > 0 || this.uploads.broken) return;
    const removed = await this.blobs.collect(referenced);
    if (removed > 0) log(`bucket ${this.name}: removed ${removed} unfinished files`);
  }
}
