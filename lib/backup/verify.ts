import "server-only";
import { fileOf, hashOf, patiently } from "#lib/backup/bytes.ts";
import { blobPath, DATABASE_FOLDER, OBJECTS_FOLDER, readBlobPath } from "#lib/backup/format.ts";
import { generationsIn, headOf } from "#lib/backup/generations.ts";
import { inOrder } from "#lib/backup/in-order.ts";
import { recordsOf } from "#lib/backup/lines.ts";
import type { Place } from "#lib/backup/place.ts";

export type Verifying = {
  place: Place;
  atOnce: number;
  signal: AbortSignal;
  onMeasured: (all: { files: number; bytes: number }) => void;
  onFile: (bytes: number) => void;
  /** Told of everything that is wrong, in words for the terminal. */
  onFault: (what: string) => void;
};

/** Reads the files of the database of one generation, and looks whether all its objects are there. */
async function verifyGeneration({ place, atOnce, signal, onFault }: Verifying, stamp: string): Promise<void> {
  const folder = `${DATABASE_FOLDER}${stamp}/`;
  const head = await headOf(place, stamp);
  for (const { file, sha256 } of [...head.tables, head.jobs]) {
    signal.throwIfAborted();
    try {
      for await (const _chunk of fileOf(place, folder + file, sha256)) signal.throwIfAborted();
    } catch (error) {
      onFault(`${folder}${file}: ${(error as Error).message}`);
    }
  }
  try {
    const records = recordsOf(place, folder + head.objects.file, head.objects.sha256);
    const looked = inOrder(records, { atOnce, signal }, async ({ key, size, sha256 }) => {
      if (sha256 === null) return null;
      const has = await patiently(() => place.size(blobPath(sha256)), signal);
      return has === size ? null : `${stamp}: ${key} is ${has === null ? "missing" : "of another size"}`;
    });
    for await (const fault of looked) if (fault !== null) onFault(fault);
  } catch (error) {
    onFault(`${folder}${head.objects.file}: ${(error as Error).message}`);
  }
}

async function* blobsIn(place: Place): AsyncGenerator<{ path: string; sha256: string }> {
  for await (const path of place.list(OBJECTS_FOLDER)) {
    const sha256 = readBlobPath(path);
    if (sha256 !== null) yield { path, sha256 };
  }
}

/** Reads every object once: its name says what it must hash to. */
async function verifyBlobs(verifying: Verifying): Promise<void> {
  const { place, signal } = verifying;
  const read = inOrder(blobsIn(place), verifying, async ({ path, sha256 }) => {
    const size = (await patiently(() => place.size(path), signal)) ?? 0;
    const hash = await hashOf(size, (start, end) => patiently(() => place.read(path, start, end), signal));
    return { size, fault: hash === sha256 ? null : `${path} has other bytes than it was written with` };
  });
  for await (const { size, fault } of read) {
    verifying.onFile(size);
    if (fault !== null) verifying.onFault(fault);
  }
}

/**
 * Reads everything that a place holds, every byte of it, and holds it against the hashes that were written down.
 * @returns the generations that there are.
 * @throws {AppError} `storage_*` where a store stays away.
 */
export async function verifyBackups(verifying: Verifying): Promise<string[]> {
  const { place } = verifying;
  const stamps = await generationsIn(place);
  const all = { files: 0, bytes: 0 };
  const last = stamps.at(-1);
  for await (const _blob of blobsIn(place)) all.files += 1;
  if (last !== undefined) all.bytes = (await headOf(place, last)).objects.bytes;
  verifying.onMeasured(all);
  for (const stamp of stamps) await verifyGeneration(verifying, stamp);
  await verifyBlobs(verifying);
  return stamps;
}
