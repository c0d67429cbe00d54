import { expect, test } from "vitest";
import { Line } from "#components/upload/multipart/line.ts";

const never = new AbortController().signal;

/** How many of those who ask have a lane. */
function crowd(line: Line, count: number, signal = never) {
  const state = { going: 0, gone: 0 };
  for (let at = 0; at < count; at += 1) {
    line.take(signal).then(
      () => (state.going += 1),
      () => (state.gone += 1),
    );
  }
  return state;
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

test("as many go at once as there are lanes, and the next when one is done", async () => {
  const line = new Line();
  const parts = crowd(line, 20);
  await settle();
  expect(parts.going).toBe(3);
  line.give();
  await settle();
  expect(parts.going).toBe(4);
});

test("full lanes that give more and more let more in; a failure lets fewer", async () => {
  const line = new Line();
  const parts = crowd(line, 50);
  await settle();
  let now = 0;
  for (let stretch = 1; stretch <= 12; stretch += 1) {
    for (let step = 0; step < 4; step += 1) {
      now += 1000;
      line.moved(2 ** stretch * 1000, now);
    }
    await settle();
  }
  expect([line.lanes, parts.going]).toEqual([10, 10]);
  line.failed();
  expect(line.lanes).toBe(5);
  for (let done = 0; done < 5; done += 1) line.give();
  await settle();
  expect(parts.going).toBe(10);
  line.give();
  await settle();
  expect(parts.going).toBe(11);
});

test("who gives up while waiting takes no lane from the others", async () => {
  const line = new Line();
  const gone = new AbortController();
  crowd(line, 3);
  const leaving = crowd(line, 5, gone.signal);
  const staying = crowd(line, 1);
  gone.abort();
  await settle();
  expect(leaving).toEqual({ going: 0, gone: 5 });
  line.give();
  await settle();
  expect(staying.going).toBe(1);
});
