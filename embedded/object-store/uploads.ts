import { readdirSync, readFileSync } from "node:fs";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { BlobRef, BlobStore } from "#embedded/object-store/blobs.ts";
import { makeDirs, randomName, removeFile, syncDir, writeFileAtomic } from "#embedded/object-store/disk.ts";
import { errorCode, S3Error } from "#embedded/object-store/errors.ts";
import { KeyedLock } from "#embedded/object-store/keyed-lock.ts";
import type { PartRecord, UploadRecord } from "#embedded/object-store/record.ts";

const partFile = (number: number) => `${String(number).padStart(5, "0")}.json`;
const noSuchUpload = () =>
  new S3Error("NoSuchUpload", "The specified upload does not exist. It may have been aborted or completed.");

/** A bucket's unfinished multipart uploads: a folder each, with a record of the upload and one of every part. */
export class Uploads {
  readonly #dir: string;
  readonly #tmp: string;
  readonly #blobs: BlobStore;
  readonly #locks = new KeyedLock();
  readonly #known = new Map<string, UploadRecord>();
  /** A record could not be read at start. */
  broken = false;

  constructor(dir: string, tmp: string, blobs: BlobStore) {
    this.#dir = dir;
    this.#tmp = tmp;
    this.#blobs = blobs;
    makeDirs(dir);
  }

  get size(): number {
    return this.#known.size;
  }

  all(): UploadRecord[] {
    return [...this.#known.values()];
  }

  /** Throws NoSuchUpload unless that upload is under way for that key. */
  get(id: string, key: string): UploadRecord {
    const upload = this.#known.get(id);
    if (!upload || upload.key !== key) throw noSuchUpload();
    return upload;
  }

  async create(upload: Omit<UploadRecord, "id">): Promise<UploadRecord> {
    const record = { ...upload, id: randomName() };
    const dir = join(this.#dir, record.id);
    await mkdir(dir, { mode: 0o700 });
    await writeFileAtomic(this.#tmp, join(dir, "upload.json"), JSON.stringify(record));
    await syncDir(this.#dir);
    this.#known.set(record.id, record);
    return record;
  }

  /** Records a part in place of any of its number. Its blob goes when the upload has ended meanwhile. */
  async putPart(upload: UploadRecord, part: PartRecord): Promise<void> {
    await this.exclusive(upload, async () => {
      const path = join(this.#dir, upload.id, partFile(part.number));
      const old = await this.#readPart(path);
      await writeFileAtomic(this.#tmp, path, JSON.stringify(part));
      if (old) await this.#blobs.remove([old.blob]);
    }).catch(async (error: unknown) => {
      await this.#blobs.remove([part.blob]);
      throw error;
    });
  }

  async #readPart(path: string): Promise<PartRecord | undefined> {
    try {
      return JSON.parse(await readFile(path, "utf8"));
    } catch (error) {
      if (errorCode(error) === "ENOENT") return undefined;
      throw error;
    }
  }

  /** All parts, by number. Throws NoSuchUpload. */
  async parts(upload: UploadRecord): Promise<PartRecord[]> {
    const dir = join(this.#dir, upload.id);
    const parts: PartRecord[] = [];
    for (const name of (await this.#list(dir)).sort()) {
      const part = name === "upload.json" ? undefined : await this.#readPart(join(dir, name));
      if (part) parts.push(part);
    }
    return parts;
  }

  async #list(dir: string): Promise<string[]> {
    try {
      return await readdir(dir);
    } catch (error) {
      throw errorCode(error) === "ENOENT" ? noSuchUpload() : error;
    }
  }

  /** Runs `task` while nothing else changes or ends the upload. Throws NoSuchUpload when it has ended. */
  async exclusive<T>(upload: UploadRecord, task: () => Promise<T>): Promise<T> {
    return this.#locks.run(upload.id, async () => {
      if (!this.#known.has(upload.id)) throw noSuchUpload();
      return task();
    });
  }

  /** Ends an upload and removes the bytes of its parts, but for those in `kept`. Only inside `exclusive`. */
  async end(upload: UploadRecord, kept: ReadonlySet<string>): Promise<void> {
    const parts = await this.parts(upload);
    const dir = join(this.#dir, upload.id);
    this.#known.delete(upload.id);
    // Without its record a folder is garbage, so a crash behind this line cannot bring the upload back.
    await removeFile(join(dir, "upload.json"));
    await syncDir(dir);
    await rm(dir, { recursive: true, force: true });
    await this.#blobs.remove(parts.map((part) => part.blob).filter((blob) => !kept.has(blob.name)));
  }

  /** At start: reads what is there, removes what was completed, and returns the blobs of all parts. */
  async load(completed: ReadonlySet<string>, log: (line: string) => void): Promise<BlobRef[]> {
    const blobs: BlobRef[] = [];
    for (const id of readdirSync(this.#dir)) {
      const dir = join(this.#dir, id);
      const names = readdirSync(dir);
      if (completed.has(id) || !names.includes("upload.json")) {
        await rm(dir, { recursive: true, force: true });
        continue;
      }
      try {
        for (const name of names) {
          const record = JSON.parse(readFileSync(join(dir, name), "utf8"));
          if (name === "upload.json") this.#known.set(id, record);
          else blobs.push(record.blob);
        }
      } catch {
        this.broken = true;
        log(`unreadable record of the multipart upload ${id}`);
      }
    }
    return blobs;
  }
}
