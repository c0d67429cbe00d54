import "server-only";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** Seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

function makeMeters() {
  const registers = [new Registry()] as const;
  const [registry] = registers;
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Histogram({
      name: "athena_http_request_duration_seconds",
      help: "Requests by route and status, and how long they took. 499: the caller did not wait.",
      labelNames: ["method", "route", "status"] as const,
      buckets: BUCKETS,
      registers: [...registers],
    }),
    inFlight: new Gauge({
      name: "athena_http_requests_in_flight",
      help: "Requests whose answers are not out yet, this one among them.",
      registers: [...registers],
    }),
    uploadsBegun: new Counter({
      name: "athena_uploads_begun_total",
      help: "Uploads that were let begin.",
      labelNames: ["kind", "method"] as const,
      registers: [...registers],
    }),
    uploadsConfirmed: new Counter({
      name: "athena_uploads_confirmed_total",
      help: "Uploads whose file was checked and stands in the list.",
      labelNames: ["kind"] as const,
      registers: [...registers],
    }),
    uploadsRefused: new Counter({
      name: "athena_uploads_refused_total",
      help: "Uploads refused before they began (request) or for what had arrived (check).",
      labelNames: ["at", "reason"] as const,
      registers: [...registers],
    }),
    storage: new Histogram({
      name: "athena_storage_request_duration_seconds",
      help: "Requests to the store by operation, and what came of them: ok, or what is wrong with the store.",
      labelNames: ["operation", "outcome"] as const,
      buckets: BUCKETS,
      registers: [...registers],
    }),
    jobs: new Histogram({
      name: "athena_job_duration_seconds",
      help: "Jobs that this worker did, by what came of them.",
      labelNames: ["task", "outcome"] as const,
      buckets: [...BUCKETS, 120, 600],
      registers: [...registers],
    }),
  };
}

export type Meters = ReturnType<typeof makeMeters>;

// Next may load this module once for each bundle; what is counted must be one for the process.
const holder = globalThis as { athenaMeters?: Meters };

/** What this process counts; null where nobody may ask for it, and then nothing is counted. */
export function meters(): Meters | null {
  if (!process.env.METRICS_TOKEN?.trim()) return null;
  holder.athenaMeters ??= makeMeters();
  return holder.athenaMeters;
}
