import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cp, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { PROJECT_ROOT } from "#scripts/start/project.ts";
import { cleanEnvironment } from "#scripts/test/clean-environment.ts";

const run = promisify(execFile);
const LEFT_OUT = new Set(["node_modules", ".git", ".next", ".data", ".test"]);
/** Code of the upload itself, so that a page of the build before finds its own no more. */
const CHANGED = join("components", "upload", "multipart", "put-part.ts");

/**
 * Builds the app once more in a folder of its own, with its upload code changed a little: what a deployment brings.
 * @returns the folder.
 */
export async function buildAnother(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "athena-next-build-"));
  await cp(PROJECT_ROOT, folder, {
    recursive: true,
    filter: (source) => !LEFT_OUT.has(source.slice(PROJECT_ROOT.length + 1).split("/")[0] ?? ""),
  });
  await run("cp", ["-al", join(PROJECT_ROOT, "node_modules"), folder]);
  const file = join(folder, CHANGED);
  const source = readFileSync(file, "utf8");
  const changed = source.replace("SILENCE = 45_000", "SILENCE = 46_000");
  if (changed === source) throw new Error(`${CHANGED} is not what it was: change something else of it`);
  writeFileSync(file, changed);
  await run(process.execPath, [join("node_modules", "next", "dist", "bin", "next"), "build"], {
    cwd: folder,
    env: cleanEnvironment({ NODE_ENV: "production" }),
    maxBuffer: 64 * 1024 * 1024,
  });
  return folder;
}
