import { setTimeout as delay } from "node:timers/promises";
import { restartDelay } from "./backoff.ts";
import { complain, say } from "./say.ts";

/** One running thing: a process, or a server with all its processes. */
export type Running = {
  /** Calls back once when it ends, with how. */
  onEnd: (callback: (how: string) => void) => void;
  stop: (graceMs: number) => Promise<void>;
};

/**
 * What is kept running. `start` brings it up, also again, and is done when it is ready; told by the signal, it
 * leaves nothing behind and throws. `graceMs` is what `stop` gives it.
 */
export type Part = { name: string; graceMs: number; start: (signal: AbortSignal) => Promise<Running> };

type Entry = { part: Part; current: Running | null; deaths: number[]; busy: Promise<void> };

/** Keeps parts running: starts one that has ended again, and gives up when it keeps ending. */
export class Supervisor {
  readonly #entries: Entry[] = [];
  readonly #onGiveUp: (reason: string) => void;
  readonly #stopping = new AbortController();

  constructor(onGiveUp: (reason: string) => void) {
    this.#onGiveUp = onGiveUp;
  }

  /** Starts a part for the first time, and keeps it running from then on. */
  async add(part: Part): Promise<void> {
    this.#stopping.signal.throwIfAborted();
    const entry: Entry = { part, current: null, deaths: [], busy: Promise.resolve() };
    this.#entries.push(entry);
    const started = this.#start(entry);
    entry.busy = started.catch(() => {});
    await started;
  }

  async #start(entry: Entry): Promise<void> {
    const running = await entry.part.start(this.#stopping.signal);
    entry.current = running;
    running.onEnd((how) => {
      entry.current = null;
      if (this.#stopping.signal.aborted) return;
      complain(`The ${entry.part.name} ended unexpectedly (${how}); starting it again.`);
      entry.busy = this.#restart(entry, how);
    });
  }

  async #restart(entry: Entry, how: string): Promise<void> {
    let reason = how;
    for (;;) {
      entry.deaths.push(performance.now());
      const waitMs = restartDelay(entry.deaths);
      if (waitMs === null)
        return this.#onGiveUp(
          `The ${entry.part.name} does not stay up (${reason}): the logs in the data folder say more.`,
        );
      await delay(waitMs, undefined, { signal: this.#stopping.signal }).catch(() => {});
      if (this.#stopping.signal.aborted) return;
      try {
        await this.#start(entry);
        return say(`The ${entry.part.name} runs again.`);
      } catch (error) {
        reason = (error as Error).message;
      }
    }
  }

  /** Ends the parts of these names together, also those being started just now; starts nothing again. */
  async stop(names: readonly string[]): Promise<void> {
    this.#stopping.abort();
    const entries = this.#entries.filter((entry) => names.includes(entry.part.name));
    await Promise.all(
      entries.map(async (entry) => {
        await entry.busy;
        await entry.current?.stop(entry.part.graceMs);
      }),
    );
  }
}
