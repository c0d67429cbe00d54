import { hash } from "#components/upload/hasher.ts";
import type { HashOutcome } from "#components/upload/transport.ts";

type Reading = { outcome: Promise<HashOutcome>; stop: AbortController };

const readings = new WeakMap<File, Reading>();

/** The checksum of a whole file. A pause does not stop the reading, and a file is read once however often it is asked. */
export async function hashOnce(file: File): Promise<HashOutcome> {
  const stop = new AbortController();
  const reading = readings.get(file) ?? { outcome: hash(file, stop.signal), stop };
  readings.set(file, reading);
  const outcome = await reading.outcome;
  if (!outcome.ok) readings.delete(file);
  return outcome;
}

/** Ends the reading of a file that is given up. */
export function stopHash(file: File): void {
  readings.get(file)?.stop.abort();
  readings.delete(file);
}
