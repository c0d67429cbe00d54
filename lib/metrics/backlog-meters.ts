import "server-only";
import { Gauge, Registry } from "prom-client";
import { type Backlog, readBacklog, type Waiting } from "#lib/metrics/backlog.data.ts";

function gauge(registry: Registry, name: string, help: string, labelNames: string[] = []): Gauge {
  return new Gauge({ name, help, labelNames, registers: [registry] });
}

function tellJobs(registry: Registry, jobs: Backlog["jobs"]): void {
  const count = gauge(registry, "athena_jobs", "Jobs by name and state.", ["task", "state"]);
  const oldest = gauge(
    registry,
    "athena_jobs_oldest_waiting_seconds",
    "For how long the first of the jobs that are due has waited.",
    ["task"],
  );
  for (const { task, oldestSeconds, ...states } of jobs) {
    for (const [state, value] of Object.entries(states)) count.set({ task, state }, value);
    oldest.set({ task }, oldestSeconds);
  }
}

function tellWaiting(
  registry: Registry,
  name: string,
  what: string,
  { count, oldestSeconds }: Waiting,
): void {
  gauge(registry, name, `${what}.`).set(count);
  gauge(registry, `${name}_oldest_seconds`, `${what}: for how long the first has waited.`).set(oldestSeconds);
}

function tellBacklog(registry: Registry, backlog: Backlog): void {
  tellJobs(registry, backlog.jobs);
  tellWaiting(
    registry,
    "athena_objects_deleting",
    "Objects still to be deleted at the store",
    backlog.deleting,
  );
  tellWaiting(
    registry,
    "athena_webhook_deliveries_due",
    "Webhook deliveries that are due",
    backlog.deliveries,
  );
  const beats = gauge(
    registry,
    "athena_task_last_success_timestamp_seconds",
    "When what runs by itself last ran to its end.",
    ["task"],
  );
  for (const { name, at } of backlog.beats) beats.set({ task: name }, at);
  const connections = gauge(
    registry,
    "athena_database_connections",
    "Connections to the database by application and state.",
    ["application", "state"],
  );
  for (const { application, state, count } of backlog.connections)
    connections.set({ application, state }, count);
}

/**
 * What waits in the database, in the form of Prometheus: the same from each process of an installation. A database that
 * does not answer is told as `athena_database_up 0`, and nothing else of it.
 */
export async function backlogText(): Promise<string> {
  const registry = new Registry();
  const up = gauge(
    registry,
    "athena_database_up",
    "Whether the database answered what was asked for this answer.",
  );
  const took = gauge(
    registry,
    "athena_database_answer_seconds",
    "How long that took, the wait for a connection of this process's pool included.",
  );
  const began = performance.now();
  const backlog = await readBacklog().catch(() => null);
  up.set(backlog === null ? 0 : 1);
  took.set((performance.now() - began) / 1000);
  if (backlog !== null) tellBacklog(registry, backlog);
  return registry.metrics();
}
