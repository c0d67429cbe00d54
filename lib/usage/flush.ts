import "server-only";
import { log } from "#lib/log.ts";
import { flushUsage } from "#lib/usage/flush.mutations.ts";

/** What a process that is killed loses of what it counted: these seconds, in ms. */
const EVERY_MS = 3_000;

const holder = globalThis as { athenaFlushing?: Promise<void> };

/** Writes what was counted; a database that is away keeps it for the next time. */
export async function flushQuietly(): Promise<void> {
  const before = holder.athenaFlushing ?? Promise.resolve();
  const now = before.then(() =>
    flushUsage().catch((error: unknown) => log.warn({ err: error }, "usage could not be written")),
  );
  holder.athenaFlushing = now;
  await now;
}

/** Writes what this process counts at the store, every few seconds and when it is told to end. */
export function keepFlushing(): void {
  setInterval(() => void flushQuietly(), EVERY_MS).unref();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void flushQuietly());
}
