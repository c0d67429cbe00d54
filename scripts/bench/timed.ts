/**
 * Milliseconds that work takes, from the question to the answer: the fastest round, the middle one and the one that nine
 * of ten stay below. Five rounds before are not counted.
 */
export async function timed(
  work: () => Promise<unknown>,
  rounds: number,
): Promise<{ least: number; middle: number; most: number }> {
  const times: number[] = [];
  for (let round = -Math.min(5, rounds); round < rounds; round += 1) {
    const started = performance.now();
    await work();
    if (round >= 0) times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { least: at(0), middle: at(0.5), most: at(0.9) };
}
