import type { Tag } from "#components/upload/multipart/outcome.ts";
import { noteUnfinished } from "#components/upload/unfinished.ts";

/**
 * An unfinished upload, as this browser keeps it. No name and nothing of the file: whoever uses the machine next can
 * read it, and only the server knows what it is, and for whom.
 */
export type SavedUpload = {
  uploadId: string;
  /** Whose it is: school and person. */
  owner: string;
  /** The file's fingerprint. */
  print: string;
  /** Milliseconds since 1970: when the server gives it up. */
  expiresAt: number;
  /** Of the whole file, once it was read. */
  sha256?: string;
};

type SavedPart = Tag & { uploadId: string };

const NAME = "athena-uploads";

function promised<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });
}

let opened: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.addEventListener("upgradeneeded", () => {
      request.result.createObjectStore("uploads", { keyPath: "uploadId" });
      request.result.createObjectStore("parts", { keyPath: ["uploadId", "number"] });
    });
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });
  return opened;
}

/** Does `work` with a store of the database. A browser that keeps nothing (private windows) goes on without. */
async function within<T>(
  store: "uploads" | "parts",
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T | null> {
  try {
    return await promised(work((await open()).transaction(store, mode).objectStore(store)));
  } catch {
    opened = null;
    return null;
  }
}

const partsOfUpload = (uploadId: string) => IDBKeyRange.bound([uploadId], [uploadId, []]);

/** Keeps an upload, or what is new of it. */
export async function save(upload: SavedUpload): Promise<void> {
  await within("uploads", "readwrite", (store) => store.put(upload));
  noteUnfinished(true);
}

/** Keeps that the store has a part. */
export async function savePart(uploadId: string, tag: Tag): Promise<void> {
  const part: SavedPart = { uploadId, ...tag };
  await within("parts", "readwrite", (store) => store.put(part));
}

/** An upload that is kept, or null. */
export async function find(uploadId: string): Promise<SavedUpload | null> {
  return (await within("uploads", "readonly", (store) => store.get(uploadId))) ?? null;
}

/** The parts of an upload that the store has confirmed to this browser. */
export async function savedParts(uploadId: string): Promise<Tag[]> {
  const found = await within<SavedPart[]>("parts", "readonly", (store) =>
    store.getAll(partsOfUpload(uploadId)),
  );
  return (found ?? []).map(({ number, etag }) => ({ number, etag }));
}

/** Forgets an upload that came to its end. */
export async function forget(uploadId: string): Promise<void> {
  await within("parts", "readwrite", (store) => store.delete(partsOfUpload(uploadId)));
  await within("uploads", "readwrite", (store) => store.delete(uploadId));
  const left = await within("uploads", "readonly", (store) => store.count());
  noteUnfinished((left ?? 0) > 0);
}

/** The unfinished uploads of one person in one school. What has run out is forgotten on the way, whosever it was. */
export async function savedBy(owner: string, now = Date.now()): Promise<SavedUpload[]> {
  const all = (await within<SavedUpload[]>("uploads", "readonly", (store) => store.getAll())) ?? [];
  // Some days more, so that its owner still hears that it was closed.
  const old = all.filter(({ expiresAt }) => expiresAt + 7 * 86_400_000 < now);
  for (const { uploadId } of old) await forget(uploadId);
  if (all.length === 0) noteUnfinished(false);
  return all.filter((upload) => upload.owner === owner && !old.includes(upload));
}
