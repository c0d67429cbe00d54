import { allAtOnce } from "#lib/moving/pool.ts";

/** How many are under way or done and not told yet, at most. */
const WINDOW = 256;

async function* each<T>(items: readonly T[]): AsyncGenerator<[number, T]> {
  yield* items.entries();
}

/**
 * Does `work` on everything that comes, several at once, and yields what it came to in the order in which it came.
 * @throws what the first failing one threw, or the signal's reason.
 */
export async function* inOrder<T, Done>(
  items: AsyncIterable<T>,
  { atOnce, signal }: { atOnce: number; signal: AbortSignal },
  work: (item: T) => Promise<Done>,
): AsyncGenerator<Done> {
  let window: T[] = [];
  const finish = async () => {
    const done: Done[] = [];
    await allAtOnce(each(window), atOnce, signal, async ([at, item]) => {
      done[at] = await work(item);
    });
    window = [];
    return done;
  };
  for await (const item of items) {
    window.push(item);
    if (window.length === WINDOW) yield* await finish();
  }
  yield* await finish();
}
