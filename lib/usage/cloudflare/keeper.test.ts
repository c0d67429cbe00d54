import { expect, test } from "vitest";
import { Keeper } from "#lib/usage/cloudflare/keeper.ts";

const MINUTE = 60_000;

function kept() {
  const state = { now: 0, ok: true, asked: 0 };
  const keeper = new Keeper<{ ok: boolean; number: number }>();
  const ask = () => {
    state.asked += 1;
    return Promise.resolve({ ok: state.ok, number: state.asked });
  };
  const get = async (key = "2011-11") => (await keeper.get(key, ask, () => state.now)).number;
  return { state, get, keeper };
}

test("an answer is kept for ten minutes, of one month", async () => {
  const { state, get } = kept();
  expect([await get(), await get()]).toEqual([1, 1]);
  state.now = 10 * MINUTE - 1;
  expect(await get()).toBe(1);
  state.now = 10 * MINUTE;
  expect(await get()).toBe(2);
  expect(await get("2011-12")).toBe(3);
});

test("a failure is kept for one", async () => {
  const { state, get } = kept();
  state.ok = false;
  expect([await get(), await get()]).toEqual([1, 1]);
  state.now = MINUTE - 1;
  expect(await get()).toBe(1);
  state.now = MINUTE;
  state.ok = true;
  expect([await get(), await get()]).toEqual([2, 2]);
});

test("who asks while an answer is on its way waits for the same one", async () => {
  const { state, keeper } = kept();
  const { promise, resolve } = Promise.withResolvers<{ ok: boolean; number: number }>();
  const slow = () => {
    state.asked += 1;
    return promise;
  };
  const both = [keeper.get("2011-11", slow), keeper.get("2011-11", slow)];
  resolve({ ok: true, number: 5 });
  expect((await Promise.all(both)).map(({ number }) => number)).toEqual([5, 5]);
  expect(state.asked).toBe(1);
});

test("what was thrown is not kept", async () => {
  const { get, keeper } = kept();
  await expect(keeper.get("2011-11", () => Promise.reject(new Error("a slip")))).rejects.toThrow("a slip");
  expect(await get()).toBe(1);
});
