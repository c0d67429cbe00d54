/** A head, by its number and in hex. */
export type Head = { number: number; head: string };

/** What the bucket's copies say against a chain. */
export type CopyFault = { sort: "head_replaced" | "copy_missing" | "seal_removed"; number: number };

/**
 * Compares the heads of a chain with their copies, both in the order of their numbers. A copy without its seal means
 * that the end of the chain was taken away, or the database put back to what it was before; a gap in the chain itself
 * is found without them.
 * @param copied up to which number heads were copied; what comes behind need not be there yet.
 * @param latest asks for the number of the last seal there is now: some may have been made meanwhile.
 */
export async function* compareCopies(
  heads: AsyncIterable<Head>,
  copies: AsyncIterator<Head>,
  copied: number,
  latest: () => Promise<number>,
): AsyncGenerator<CopyFault> {
  let next = await copies.next();
  for await (const { number, head } of heads) {
    while (!next.done && next.value.number < number) next = await copies.next();
    const found: string[] = [];
    while (!next.done && next.value.number === number) {
      found.push(next.value.head);
      next = await copies.next();
    }
    // Another one of the same number: the chain was begun anew from an earlier place.
    if (found.some((other) => other !== head)) yield { sort: "head_replaced", number };
    else if (found.length === 0 && number <= copied) yield { sort: "copy_missing", number };
  }
  const behind = new Set<number>();
  for (; !next.done; next = await copies.next()) behind.add(next.value.number);
  const last = behind.size > 0 ? await latest() : 0;
  for (const number of behind) if (number > last) yield { sort: "seal_removed", number };
}
