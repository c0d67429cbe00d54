import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBuild } from "#scripts/start/build/ensure-build.ts";
import { prepareDataFolder } from "#scripts/start/data-folder.ts";
import { Parts } from "#scripts/start/parts.ts";
import { cleanEnvironment } from "#scripts/test/clean-environment.ts";

/**
 * Builds the app where that was not done of just these sources: all apps of the fault tests share one build.
 * @throws {StartFailure} in one line
 */
export async function buildForFaults(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "athena-faults-build-"));
  try {
    prepareDataFolder(folder);
    const env = cleanEnvironment({ NODE_ENV: "production" });
    await ensureBuild(new Parts(folder, false), env, new AbortController().signal);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
