import { AsyncLocalStorage } from "node:async_hooks";

/** What is written into each line of the log that is about the same request or job. */
export type LogContext = { requestId: string } | { job: string; jobId: string };

// Next may load this module once for each bundle; what is under way must be known to all of them.
const holder = globalThis as { athenaLogContext?: AsyncLocalStorage<LogContext> };

/** The request or the job that is being worked on. */
export function logContext(): AsyncLocalStorage<LogContext> {
  holder.athenaLogContext ??= new AsyncLocalStorage();
  return holder.athenaLogContext;
}
