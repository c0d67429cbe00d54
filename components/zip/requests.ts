import type { ArchiveFile } from "#components/zip/transfer.ts";

/** Files that somebody wants as one archive. */
export type ZipRequest = { id: number; files: readonly ArchiveFile[] };

let requests: readonly ZipRequest[] = [];
let last = 0;
const listeners = new Set<() => void>();

function change(next: readonly ZipRequest[]): void {
  requests = next;
  for (const listener of listeners) listener();
}

/** Has these files gathered into one archive; whoever asked may leave the page. */
export function askForZip(files: readonly ArchiveFile[]): void {
  last += 1;
  change([...requests, { id: last, files }]);
}

/** For the host: an archive is done with. */
export function dropZip(id: number): void {
  change(requests.filter((request) => request.id !== id));
}

/** For the host: hears of every change. */
export function onZips(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** For the host: what is wanted now. */
export function zipsWanted(): readonly ZipRequest[] {
  return requests;
}
