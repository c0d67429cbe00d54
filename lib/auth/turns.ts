/**
 * Lets at most `atOnce` pieces of work run at a time; others wait, in order. Beyond `waiting` of them, `full` is thrown.
 */
export function turns(
  atOnce: number,
  waiting: number,
  full: () => Error,
): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const queue: (() => void)[] = [];
  return async (work) => {
    if (running >= atOnce) {
      if (queue.length >= waiting) throw full();
      // Whoever ends hands its place over, so that nobody who comes meanwhile can take it.
      await new Promise<void>((resolve) => queue.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
