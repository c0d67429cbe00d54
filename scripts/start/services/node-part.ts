import { setTimeout as delay } from "node:timers/promises";
import { Interrupted, StartFailure } from "../failure.ts";
import { describeEnd, type HowEnded, type NodeChild } from "../node-child.ts";
import type { Running } from "../supervisor.ts";

/** A child process as something that is kept running. */
export function asRunning(child: NodeChild): Running {
  return {
    onEnd: (callback) => void child.ended.then((how) => callback(describeEnd(how))),
    stop: child.stop,
  };
}

/**
 * Waits until `ready` says so. Where the process ends first, time is up or the signal comes, nothing of it stays.
 * @param why what to say when it ended by itself
 */
export async function untilReady(
  child: NodeChild,
  ready: () => Promise<boolean>,
  signal: AbortSignal,
  timeoutMs: number,
  why: (how: string) => string,
): Promise<void> {
  let ended: HowEnded | null = null;
  void child.ended.then((how) => {
    ended = how;
  });
  const deadline = Date.now() + timeoutMs;
  while (!(await ready())) {
    if (ended !== null) throw new StartFailure(why(describeEnd(ended)));
    if (signal.aborted || Date.now() >= deadline) {
      await child.stop(signal.aborted ? 1_000 : 0);
      if (signal.aborted) throw new Interrupted();
      throw new StartFailure(why(`not ready after ${timeoutMs / 1000} s`));
    }
    await delay(50);
  }
}
