import { hash } from "#components/upload/hasher.ts";

const EDGE = 1024 * 1024;

/** What a file's fingerprint is taken of: its name, its size, its first and its last MiB. */
export function fingerprinted(file: File): Blob {
  const head = file.slice(0, EDGE);
  const tail = file.slice(Math.max(EDGE, file.size - EDGE));
  return new Blob([JSON.stringify([file.name, file.size]), head, tail]);
}

/** By what a file is known again after a reload; null where it cannot be read. */
export async function fingerprint(file: File): Promise<string | null> {
  const result = await hash(fingerprinted(file));
  return result.ok ? result.sha256 : null;
}
