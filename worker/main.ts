import { EventEmitter } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { Logger, run, type WorkerEvents } from "graphile-worker";
import { closeDatabase } from "#db/client.ts";
import { config } from "#lib/config.ts";
import { ConfigurationError } from "#lib/env.ts";
import { bePresent } from "#lib/jobs/presence.mutations.ts";
import { log } from "#lib/log.ts";
import { flushQuietly, keepFlushing } from "#lib/usage/flush.ts";
import { crontab, heldBack, tasks } from "#worker/tasks.ts";
import { watched } from "#worker/watched.ts";

const FIRST_PAUSE_MS = 500;
const LAST_PAUSE_MS = 10_000;
const SWEEP_EVERY_MS = 20_000;
/** Milliseconds before the end of its time at which it hands back what it has not finished. */
const HAND_BACK_MS = 1_500;

const logger = new Logger(() => (level, message, meta) => {
  if (level === "error") log.error({ err: meta?.["error"] }, message);
  else if (level === "warning") log.warn(message);
  else log.debug(message);
});

const stopping = new AbortController();
const handingBack = new AbortController();

/** Works until it is told to stop or the database goes away. */
async function work(): Promise<void> {
  const events: WorkerEvents = new EventEmitter();
  const ids: string[] = [];
  events.on("pool:create", ({ workerPool }) => ids.push(workerPool.id));
  const runner = await run({
    events,
    connectionString: config().DATABASE_URL,
    concurrency: 4,
    maxPoolSize: 6,
    noHandleSignals: true,
    pollInterval: 1000,
    taskList: watched(tasks),
    forbiddenFlags: heldBack,
    crontab,
    logger,
  });
  const presence = await bePresent(ids);
  const sweepNow = () => runner.addJob("sweep", {}, { jobKey: "sweep", maxAttempts: 1 });
  const beat = setInterval(() => {
    presence.renew().catch((error: unknown) => log.warn({ err: error }, "worker could not say it is there"));
    sweepNow().catch((error: unknown) => log.warn({ err: error }, "sweep could not be queued"));
  }, SWEEP_EVERY_MS);
  // It refuses to be stopped twice: then it has stopped.
  const stop = () => void runner.stop().catch(() => undefined);
  stopping.signal.addEventListener("abort", stop, { once: true });
  // Locked by a process that is gone, a job would wait for hours; handed back, it is done again within seconds.
  const handBack = () => void runner.kill().catch(() => undefined);
  handingBack.signal.addEventListener("abort", handBack, { once: true });
  try {
    await sweepNow();
    log.info("worker ready");
    await runner.promise;
  } finally {
    clearInterval(beat);
    stopping.signal.removeEventListener("abort", stop);
    handingBack.signal.removeEventListener("abort", handBack);
    stop();
    await presence.leave().catch(() => undefined);
  }
}

async function main(): Promise<void> {
  const timeMs = config().SHUTDOWN_TIMEOUT_SECONDS * 1000;
  keepFlushing();
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
      log.info("ending: what is under way is finished");
      setTimeout(() => handingBack.abort(), Math.max(0, timeMs - HAND_BACK_MS)).unref();
      setTimeout(() => process.exit(1), timeMs).unref();
      stopping.abort();
    });
  }
  let pause = FIRST_PAUSE_MS;
  while (!stopping.signal.aborted) {
    const began = Date.now();
    // A database that restarts must not end the worker; nothing is lost, the jobs are in it.
    await work().catch((error: unknown) => log.warn({ err: error }, "the database went away"));
    pause = Date.now() - began > LAST_PAUSE_MS ? FIRST_PAUSE_MS : Math.min(pause * 2, LAST_PAUSE_MS);
    await delay(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
  }
  await flushQuietly();
  await closeDatabase(1);
}

main().catch((error: unknown) => {
  if (error instanceof ConfigurationError) process.stderr.write(`${error.message}\n`);
  else log.fatal({ err: error }, "worker could not go on");
  process.exit(1);
});
