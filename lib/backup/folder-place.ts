import "server-only";
import { createHash, randomUUID } from "node:crypto";
import type { Dirent } from "node:fs";
import { mkdir, open, readdir, rename, rm, rmdir, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join, resolve, sep } from "node:path";
import type { Place } from "#lib/backup/place.ts";
import { OtherBytes } from "#lib/storage/carry.ts";

const WORK = "work";
const PART = ".part-";
/** What another machine has in the making and is younger may still be written. */
const ABANDONED_MS = 86_400_000;
/** Machines that share a folder have one each for their work: the lock in it knows the processes of one alone. */
const HOST = hostname().replace(/[^\w-]/g, "_") || "here";

async function* below(root: string, folder: string): AsyncGenerator<string> {
  let entries: Dirent[];
  try {
    entries = await readdir(join(root, folder), { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  for (const entry of entries) {
    if (entry.isDirectory()) yield* below(root, `${folder}${entry.name}/`);
    else if (entry.isFile()) yield `${folder}${entry.name}`;
  }
}

/** The name of a file is on the disk too, not only its bytes. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A folder of this machine, or of a disk that hangs in it; what is in it is for its account alone. */
export function folderPlace(folder: string): Place {
  const root = resolve(folder);
  const at = (path: string) => {
    const full = resolve(root, path);
    if (!full.startsWith(root + sep)) throw new Error(`${path} does not lie in ${root}.`);
    return full;
  };
  const work = join(root, WORK, HOST);
  return {
    name: root,
    store: null,
    work,
    async size(path) {
      const found = await stat(at(path)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
        throw error;
      });
      return found?.isFile() ? found.size : null;
    },
    async read(path, start, end) {
      const handle = await open(at(path), "r");
      try {
        const length = Math.max(0, end - start + 1);
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, start);
        return buffer.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    },
    async write(pathFor, chunks, expected) {
      await mkdir(work, { recursive: true, mode: 0o700 });
      const part = join(work, `${PART}${randomUUID()}`);
      const handle = await open(part, "wx", 0o600);
      const hash = createHash("sha256");
      let given = 0;
      try {
        for await (const chunk of chunks) {
          hash.update(chunk);
          given += chunk.byteLength;
          // A single write may take less than all of it, as of a disk that is nearly full.
          await handle.writeFile(chunk);
        }
        await handle.sync();
        if ((await handle.stat()).size !== given)
          throw new Error(`The disk of ${root} has not taken all of it.`);
        await handle.close();
        const sha256 = hash.digest("hex");
        if (expected !== null && expected !== sha256) throw new OtherBytes(sha256);
        const path = at(pathFor(sha256));
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await rename(part, path);
        await syncFolder(dirname(path));
        return sha256;
      } catch (error) {
        await handle.close().catch(() => undefined);
        await rm(part, { force: true });
        throw error;
      }
    },
    list: (inside) => below(root, inside),
    async remove(path) {
      const full = at(path);
      await rm(full, { force: true });
      // Folders that have become empty go as well; the first that has not says so.
      for (let above = dirname(full), isEmpty = true; isEmpty && above !== root; above = dirname(above))
        isEmpty = await rmdir(above).then(
          () => true,
          () => false,
        );
    },
    async tidy() {
      for await (const path of below(root, `${WORK}/`)) {
        if (!basename(path).startsWith(PART)) continue;
        const isOwn = path.startsWith(`${WORK}/${HOST}/`);
        const since = isOwn ? 0 : (await stat(at(path)).catch(() => null))?.mtimeMs;
        if (since !== undefined && since < Date.now() - ABANDONED_MS) await rm(at(path), { force: true });
      }
    },
  };
}
