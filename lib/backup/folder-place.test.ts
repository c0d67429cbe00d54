import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const WRITES = `
  const { folderPlace } = await import("#lib/backup/folder-place.ts");
  const chunks = async function* () { yield Buffer.alloc(100_000, 1); };
  await folderPlace(process.env.PLACE).write(() => "file", chunks(), null);
`;

// The shell lets a file grow to so many blocks: the system takes the first part of a write, as of a disk that gets full.
test("a disk that takes only part of a write keeps nothing under the file's name", async () => {
  const place = await mkdtemp(join(tmpdir(), "athena-place-"));
  try {
    const node = [process.execPath, "--conditions=react-server", "--input-type=module", "--eval", WRITES];
    const run = promisify(execFile)("sh", ["-c", 'ulimit -f 16 && exec "$@"', "sh", ...node], {
      env: { ...process.env, PLACE: place },
    });
    await expect(run).rejects.toThrow("EFBIG");
    const left = await readdir(place, { recursive: true, withFileTypes: true });
    expect(left.filter((entry) => entry.isFile())).toEqual([]);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}, 60_000);
