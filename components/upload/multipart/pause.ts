/** Tries of one part, one after the other, before a person is asked: three to five minutes of them. */
export const MAX_TRIES = 10;

/** Milliseconds before try number `tries` (from 1): twice as long each time up to 30 s, and never the same for two parts. */
export function pauseBefore(tries: number, random = Math.random()): number {
  return Math.min(30_000, 500 * 2 ** tries) * (0.5 + random / 2);
}

/** Waits; rejects with the signal's reason. */
export function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const leave = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", leave);
      resolve();
    }, milliseconds);
    signal.addEventListener("abort", leave, { once: true });
  });
}

/** Waits until the browser has a connection; rejects with the signal's reason. */
export function connection(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    if (navigator.onLine) return resolve();
    const done = new AbortController();
    const settle = (work: () => void) => () => {
      done.abort();
      work();
    };
    window.addEventListener("online", settle(resolve), { signal: done.signal });
    signal.addEventListener(
      "abort",
      settle(() => reject(signal.reason)),
      { signal: done.signal },
    );
  });
}
