import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { processExists } from "#embedded/postgres/postmaster-pid.ts";

/** A store of the tests' own that we did not write, with one empty bucket. */
export type PeerStore = {
  /** Such as http://127.0.0.1:41234; path style. */
  endpoint: string;
  accessKeyId: string;
  secretAccessKey: string;
  bucket: string;
  /** Ends its processes and removes its folder. */
  stop: () => Promise<void>;
};

/** Removes the folders of runs that were killed; their processes went with them. */
function removeAbandoned(prefix: string): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(prefix)) continue;
    const folder = path.join(tmpdir(), name);
    try {
      if (processExists(Number(readFileSync(path.join(folder, "owner-pid"), "utf8")))) continue;
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Of another account, or just being made or removed by another run.
    }
  }
}

/**
 * A new folder for a peer store under the system's temporary one, after those of runs that were killed have gone.
 * @param prefix what the names of this kind of store's folders begin with, and no others'.
 */
export function peerFolder(prefix: string): string {
  removeAbandoned(prefix);
  const folder = mkdtempSync(path.join(tmpdir(), prefix));
  writeFileSync(path.join(folder, "owner-pid"), String(process.pid));
  return folder;
}
