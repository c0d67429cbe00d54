import { type ChildProcess, execFile, spawn } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { PROJECT_ROOT } from "#scripts/start/project.ts";
import { freePort } from "#scripts/test/app.ts";
import { cleanEnvironment } from "#scripts/test/clean-environment.ts";

const SOURCE = path.join(PROJECT_ROOT, "scripts", "bench", "skeleton");
const NEXT = path.join("node_modules", "next", "dist", "bin", "next");
const run = promisify(execFile);
const START_MS = 60_000;

/** A bare Next app that renders the same rows from the same database. */
export type Skeleton = { baseUrl: string; stop: () => Promise<void> };

async function untilAnswers(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_MS;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The skeleton ended with ${child.exitCode}.`);
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    if (Date.now() > deadline) throw new Error(`The skeleton answers ${answer?.status ?? "nothing"}.`);
    await sleep(200);
  }
}

/** The skeleton in a folder of its own: within the project Next would take the product's proxy for its own. */
async function build(env: NodeJS.ProcessEnv): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "athena-skeleton-"));
  await cp(SOURCE, folder, { recursive: true });
  await run("cp", ["-al", path.join(PROJECT_ROOT, "node_modules"), folder]).catch(() =>
    run("cp", ["-a", path.join(PROJECT_ROOT, "node_modules"), folder]),
  );
  await run(process.execPath, [NEXT, "build"], { cwd: folder, env, maxBuffer: 2 ** 26 });
  return folder;
}

/** Builds the skeleton and starts it as the product is started. */
export async function startSkeleton(databaseUrl: string, schoolId: string): Promise<Skeleton> {
  const env = cleanEnvironment({
    NODE_ENV: "production",
    DATABASE_URL: databaseUrl,
    BENCH_SCHOOL: schoolId,
  });
  const folder = await build(env);
  const port = await freePort();
  const child = spawn(process.execPath, [NEXT, "start", "-H", "127.0.0.1", "-p", String(port)], {
    cwd: folder,
    env,
    stdio: "ignore",
  });
  const stop = async () => {
    const gone = new Promise((resolve) => child.once("exit", resolve));
    if (child.exitCode === null && child.signalCode === null && child.kill("SIGTERM")) await gone;
    await rm(folder, { recursive: true, force: true });
  };
  const baseUrl = `http://127.0.0.1:${port}`;
  try {
    await untilAnswers(baseUrl, child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { baseUrl, stop };
}
