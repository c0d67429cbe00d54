import "server-only";
import { storageError } from "#lib/storage/errors.ts";
import { openObject } from "#lib/storage/objects.ts";

/** Tries in a row that bring not one byte before the reading is given up: the job is then tried again later. */
const FRUITLESS_TRIES = 3;

/**
 * The bytes of an object of `size` bytes, read once as a stream: memory stays flat. A line that drops is taken up at the
 * byte where it dropped.
 * @throws {AppError} `storage_*`.
 */
export async function* readWhole(key: string, size: number): AsyncGenerator<Uint8Array> {
  let read = 0;
  let fruitless = 0;
  while (read < size) {
    const before = read;
    try {
      for await (const chunk of await openObject(key, `bytes=${read}-${size - 1}`)) {
        read += (chunk as Uint8Array).byteLength;
        yield chunk as Uint8Array;
      }
      if (read === before) throw new Error("the store sent nothing");
    } catch (error) {
      fruitless = read > before ? 0 : fruitless + 1;
      if (fruitless >= FRUITLESS_TRIES) throw storageError(error);
    }
  }
}
