import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { StartFailure } from "../failure.ts";
import { acquireLock } from "../lock.ts";
import type { Parts } from "../parts.ts";
import { inProject, PROJECT_ROOT } from "../project.ts";
import { reasonOf } from "../run-step.ts";
import { say } from "../say.ts";
import { fingerprint } from "./fingerprint.ts";

const STAMP = inProject(".next", "athena-build.json");
/** In a folder that Next keeps when it clears the last build. */
const LOCK = inProject(".next", "cache", "athena-build.lock");

function isFresh(wanted: string): boolean {
  try {
    const { fingerprint: built } = JSON.parse(readFileSync(STAMP, "utf8")) as { fingerprint?: string };
    return built === wanted && existsSync(inProject(".next", "BUILD_ID"));
  } catch {
    return false;
  }
}

async function build(parts: Parts, wanted: string, env: NodeJS.ProcessEnv): Promise<void> {
  say("Building the app. This is done once after an install or an update, and takes about a minute.");
  const begun = performance.now();
  // Without the stamp, whatever is there counts as half-built until this is done.
  rmSync(STAMP, { force: true });
  const output: string[] = [];
  const { code } = await parts.runToEnd("build", {
    args: [inProject("node_modules", "next", "dist", "bin", "next"), "build"],
    env,
    onLine: (line) => output.push(line),
  });
  const { file } = parts.log("build");
  if (code !== 0) {
    throw new StartFailure(
      `The app could not be built: ${reasonOf(output)} (more in ${file})`,
      output.join("\n"),
    );
  }
  // A change made while it was building is not in it; the next start then builds again.
  writeFileSync(`${STAMP}.new`, JSON.stringify({ fingerprint: wanted }));
  renameSync(`${STAMP}.new`, STAMP);
  say(`Built in ${Math.round((performance.now() - begun) / 1000)} s.`);
}

/**
 * Builds the app where there is no whole build of just these sources. Waits for another start that is building.
 * @throws {StartFailure} in one line
 */
export async function ensureBuild(parts: Parts, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<void> {
  if (isFresh(fingerprint(PROJECT_ROOT, env))) return;
  try {
    mkdirSync(path.dirname(LOCK), { recursive: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartFailure(
      `The app must be built, and ${inProject(".next")} cannot be written (${code}): start it once as the account that may.`,
    );
  }
  let told = false;
  while (!signal.aborted) {
    const lock = acquireLock(LOCK);
    if ("release" in lock) {
      try {
        const wanted = fingerprint(PROJECT_ROOT, env);
        if (!isFresh(wanted)) await build(parts, wanted, env);
        return;
      } finally {
        lock.release();
      }
    }
    if (!told) say(`Another start (process ${lock.heldBy.pid}) is building the app; waiting for it.`);
    told = true;
    await delay(500, undefined, { signal }).catch(() => {});
  }
}
