import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Bucket, type BucketConfig } from "#embedded/object-store/bucket.ts";
import { forgetDirs, makeDirs, randomName, syncDir, writeFileAtomic } from "#embedded/object-store/disk.ts";
import { S3Error } from "#embedded/object-store/errors.ts";
import { sweep } from "#embedded/object-store/lifecycle.ts";

/** Throws InvalidBucketName unless the name is one S3 allows; such a name is also a safe folder name. */
function assertBucketName(name: string): void {
  const valid =
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !/\.\.|\.-|-\.|^\d+\.\d+\.\d+\.\d+$/.test(name);
  if (!valid) throw new S3Error("InvalidBucketName", "The specified bucket is not valid.");
}

/** All buckets of a data folder, which this process must hold the lock of. */
export class Store {
  readonly #dir: string;
  readonly #tmp: string;
  readonly #log: (line: string) => void;
  readonly #buckets = new Map<string, Bucket>();

  constructor(dir: string, log: (line: string) => void) {
    this.#dir = join(dir, "buckets");
    this.#tmp = join(dir, "tmp");
    this.#log = log;
  }

  /** Clears what a crash left and builds the indexes. Throws when the folder cannot be read or written. */
  async load(): Promise<void> {
    rmSync(this.#tmp, { recursive: true, force: true });
    makeDirs(this.#tmp);
    makeDirs(this.#dir);
    for (const name of readdirSync(this.#dir)) {
      const config = join(this.#dir, name, "bucket.json");
      // A bucket exists once its configuration does; without it, its creation was cut short.
      if (existsSync(config)) await this.#open(name, JSON.parse(readFileSync(config, "utf8")));
    }
  }

  async #open(name: string, config: BucketConfig): Promise<Bucket> {
    const bucket = new Bucket(name, join(this.#dir, name), this.#tmp, config);
    await bucket.load(this.#log);
    this.#buckets.set(name, bucket);
    return bucket;
  }

  /** By name. */
  list(): Bucket[] {
    return [...this.#buckets.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(name: string): Bucket | undefined {
    return this.#buckets.get(name);
  }

  /** Throws NoSuchBucket. */
  get(name: string): Bucket {
    const bucket = this.#buckets.get(name);
    if (!bucket) throw new S3Error("NoSuchBucket", "The specified bucket does not exist.");
    return bucket;
  }

  /** Creates a bucket; throws InvalidBucketName and BucketAlreadyOwnedByYou. */
  async create(name: string): Promise<Bucket> {
    assertBucketName(name);
    if (this.#buckets.has(name)) {
      throw new S3Error(
        "BucketAlreadyOwnedByYou",
        "Your previous request to create the named bucket succeeded and you already own it.",
      );
    }
    const config: BucketConfig = { created: Date.now() };
    const bucket = new Bucket(name, join(this.#dir, name), this.#tmp, config);
    this.#buckets.set(name, bucket);
    try {
      await writeFileAtomic(this.#tmp, join(bucket.dir, "bucket.json"), JSON.stringify(config));
      await syncDir(this.#dir);
    } catch (error) {
      this.#buckets.delete(name);
      throw error;
    }
    return bucket;
  }

  /** Removes an empty bucket; throws BucketNotEmpty while it holds objects or unfinished uploads. */
  async remove(bucket: Bucket): Promise<void> {
    if (bucket.index.size > 0 || bucket.uploads.size > 0) {
      throw new S3Error("BucketNotEmpty", "The bucket you tried to delete is not empty.");
    }
    this.#buckets.delete(bucket.name);
    bucket.removed = true;
    const doomed = join(this.#tmp, randomName());
    await rename(bucket.dir, doomed);
    await syncDir(this.#dir);
    forgetDirs(bucket.dir);
    await rm(doomed, { recursive: true, force: true });
  }

  /** Acts on the lifecycle rules of all buckets. */
  async sweep(now: number): Promise<void> {
    for (const bucket of this.list()) await sweep(bucket, now);
  }
}
