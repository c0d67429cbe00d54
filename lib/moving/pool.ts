/**
 * Does `work` on everything that comes, at most `atOnce` at the same time. The first that fails ends it, once those under
 * way have ended; so does the signal.
 * @throws what the first failing one threw, or the signal's reason.
 */
export async function allAtOnce<T>(
  items: AsyncIterable<T>,
  atOnce: number,
  signal: AbortSignal,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const source = items[Symbol.asyncIterator]();
  const failures: unknown[] = [];
  // A generator is asked for one after another, whoever asks.
  let turn: Promise<unknown> = Promise.resolve();
  const next = () => {
    const asked = turn.then(() => source.next());
    turn = asked.catch(() => undefined);
    return asked;
  };
  const worker = async () => {
    while (failures.length === 0 && !signal.aborted) {
      const { done, value } = await next();
      if (done) return;
      await work(value);
    }
  };
  const workers = Array.from({ length: atOnce }, () =>
    worker().catch((error: unknown) => {
      failures.push(error);
    }),
  );
  await Promise.all(workers);
  if (failures.length > 0) {
    await source.return?.();
    throw failures[0];
  }
  if (!signal.aborted) return;
  await source.return?.();
  signal.throwIfAborted();
}
