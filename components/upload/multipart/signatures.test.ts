import { expect, test, vi } from "vitest";
import { Signatures } from "#components/upload/multipart/signatures.ts";

const never = new AbortController().signal;
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

function world(seconds = 900, along: readonly number[] = []) {
  let round = 0;
  const ask = vi.fn<(uploadId: string, numbers: readonly number[]) => Promise<unknown>>(
    async (_id, numbers) => {
      round += 1;
      const turn = round;
      await Promise.resolve();
      return {
        parts: numbers.map((number) => ({ part_number: number, url: `${number}/${turn}`, headers: {} })),
        expires_at: new Date(Date.now() + seconds * 1000).toISOString(),
      };
    },
  );
  const signatures = new Signatures("u", never, ask as never, {
    parts: along.map((number) => ({ number, url: `${number}/0`, headers: {} })),
    expiresAt: new Date(Date.now() + seconds * 1000).toISOString(),
  });
  return { signatures, calls: () => ask.mock.calls.map(([, numbers]) => numbers) };
}

test("parts are signed in batches, ahead of their turn, and once for many who ask at once", async () => {
  const { signatures, calls } = world();
  const first = await Promise.all(
    range(1, 4).map((number) => signatures.take(number, range(number + 1, 40))),
  );
  expect(first.map(({ url }) => url)).toEqual(["1/1", "2/1", "3/1", "4/1"]);
  for (const number of range(5, 16)) await signatures.take(number, range(number + 1, 40));
  expect(calls()).toEqual([range(1, 16)]);
});

test("a fast line has more signed at once, a slow one does not", async () => {
  vi.useFakeTimers();
  const sizes = async (msOfPart: number) => {
    const { signatures, calls } = world();
    for (const number of range(1, 400)) {
      await signatures.take(number, range(number + 1, 400));
      vi.advanceTimersByTime(msOfPart);
    }
    return calls().map(({ length }) => length);
  };
  expect(await sizes(100)).toEqual([16, 64, 100, 100, 100, 20]);
  expect((await sizes(10_000)).slice(0, 4)).toEqual([16, 30, 30, 30]);
  expect((await sizes(60_000)).every((length) => length <= 16)).toBe(true);
  vi.useRealTimers();
});

test("what came along is used, and counts as the first call", async () => {
  vi.useFakeTimers();
  const { signatures, calls } = world(900, range(1, 32));
  const taken = [];
  for (const number of range(1, 128)) {
    taken.push((await signatures.take(number, range(number + 1, 128))).url);
    vi.advanceTimersByTime(20);
  }
  expect(taken.slice(0, 33)).toEqual([...range(1, 32).map((number) => `${number}/0`), "33/1"]);
  expect(calls()).toEqual([range(33, 128)]);
  vi.useRealTimers();
});

test("one that did not do, or is about to run out, is asked for again", async () => {
  const { signatures, calls } = world();
  await signatures.take(1, []);
  signatures.drop(1);
  expect((await signatures.take(1, [])).url).toBe("1/2");
  expect(calls()).toEqual([[1], [1]]);

  vi.useFakeTimers();
  const { signatures: short } = world();
  expect((await short.take(1, [])).url).toBe("1/1");
  vi.advanceTimersByTime(850_000);
  expect((await short.take(1, [])).url).toBe("1/2");
  vi.useRealTimers();
});
