import "server-only";
import { setTimeout as delay } from "node:timers/promises";
import type { Closing } from "#lib/http/closing.ts";
import { log } from "#lib/log.ts";

type Means = {
  closing: Closing;
  /** Milliseconds for which connections are still taken while `/api/ready` says no: whoever sends them here must see it. */
  delayMs: number;
  /** Milliseconds after which it ends whatever is still in hand, counted from the signal. */
  deadlineMs: number;
  /** What is done once nothing is in hand. */
  finish: () => Promise<void>;
  exit: (code: number) => void;
};

/**
 * Ends in order: says at once that it is not ready, takes no connection after `delayMs`, lets what is under way finish,
 * and ends with code 0; with code 1 where the deadline came first.
 */
export async function shutDown({ closing, delayMs, deadlineMs, finish, exit }: Means): Promise<void> {
  closing.begin();
  log.info({ inFlight: closing.inFlight }, "ending: what is under way is finished");
  const late = setTimeout(() => {
    log.warn({ inFlight: closing.inFlight }, "ending: time is up");
    exit(1);
  }, deadlineMs);
  late.unref();
  await delay(delayMs);
  closing.refuse();
  await closing.idle();
  await finish();
  clearTimeout(late);
  log.info("ended");
  exit(0);
}

/** Has SIGTERM and SIGINT end this process by `shutDown`. A person's Ctrl-C waits for no load balancer. */
export function shutDownOnSignals(means: Omit<Means, "exit">): void {
  let begun = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    // Next's own would refuse connections before anybody has been told, and end before all is written.
    process.removeAllListeners(signal);
    process.on(signal, () => {
      if (begun) return;
      begun = true;
      const delayMs = signal === "SIGINT" ? 0 : means.delayMs;
      shutDown({ ...means, delayMs, exit: (code) => process.exit(code) }).catch((error: unknown) => {
        log.error({ err: error }, "could not end in order");
        process.exit(1);
      });
    });
  }
}
