import { Logger, run } from "graphile-worker";
import { closeDatabase } from "#db/client.ts";
import { config } from "#lib/config.ts";
import { ConfigurationError } from "#lib/env.ts";
import { log } from "#lib/log.ts";
import { crontab, tasks } from "#worker/tasks.ts";

const SWEEP_EVERY_MS = 20_000;
const FORCED_EXIT_MS = 4_500;

const logger = new Logger(() => (level, message, meta) => {
  if (level === "error") log.error({ err: meta?.["error"] }, message);
  else if (level === "warning") log.warn(message);
  else log.debug(message);
});

async function main(): Promise<void> {
  const runner = await run({
    connectionString: config().DATABASE_URL,
    concurrency: 4,
    maxPoolSize: 6,
    noHandleSignals: true,
    pollInterval: 1000,
    taskList: tasks,
    crontab,
    logger,
  });
  // A database that restarts must not end the worker: the pool connects anew.
  const beat = setInterval(() => {
    runner.addJob("sweep", {}, { jobKey: "sweep", maxAttempts: 1 }).catch((error: unknown) => {
      log.warn({ err: error }, "sweep could not be queued");
    });
  }, SWEEP_EVERY_MS);
  await runner.addJob("sweep", {}, { jobKey: "sweep", maxAttempts: 1 });

  const stop = () => {
    clearInterval(beat);
    setTimeout(() => process.exit(1), FORCED_EXIT_MS).unref();
    runner.stop().then(
      () => closeDatabase(1).then(() => process.exit(0)),
      () => process.exit(1),
    );
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  log.info("worker ready");
  await runner.promise;
}

main().catch((error: unknown) => {
  if (error instanceof ConfigurationError) process.stderr.write(`${error.message}\n`);
  else log.fatal({ err: error }, "worker could not go on");
  process.exit(1);
});
