import { setTimeout as delay } from "node:timers/promises";

/**
 * Asks until the answer is neither false nor null.
 * @throws {Error} when it stays so.
 */
export async function until<Value>(
  what: string,
  ask: () => Value | Promise<Value>,
  timeoutMs = 300_000,
): Promise<Exclude<Value, false | null | undefined>> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== null && answer !== undefined)
      return answer as Exclude<Value, false | null | undefined>;
    if (performance.now() > end) throw new Error(`not in time: ${what}`);
    await delay(50);
  }
}
