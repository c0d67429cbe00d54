import { parseCrontab, type TaskList } from "graphile-worker";
import { log } from "#lib/log.ts";
import { logContext } from "#lib/log-context.ts";
import { beat } from "#lib/metrics/heartbeat.mutations.ts";
import { meters } from "#lib/metrics/meters.ts";
import { crontab } from "#worker/tasks.ts";

/** What runs by itself, and must be missed where it does not. */
const scheduled = new Set(parseCrontab(crontab).map(({ task }) => task));

/** Every job measured, with its name and id in each line of the log; what runs by itself leaves a mark when it has. */
export function watched(tasks: TaskList): TaskList {
  return Object.fromEntries(
    Object.entries(tasks).map(([name, task]): [string, TaskList[string]] => [
      name,
      (payload, helpers) =>
        logContext().run({ job: name, jobId: helpers.job.id }, async () => {
          const began = performance.now();
          const tell = (outcome: string) =>
            meters()?.jobs.observe({ task: name, outcome }, (performance.now() - began) / 1000);
          try {
            await task?.(payload, helpers);
          } catch (error) {
            tell("failed");
            throw error;
          }
          tell("done");
          if (scheduled.has(name))
            await beat(name).catch((error: unknown) => log.warn({ err: error }, "no mark could be left"));
        }),
    ]),
  );
}
