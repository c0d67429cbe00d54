import { expect, test } from "vitest";
import { turns } from "#lib/auth/turns.ts";

const full = () => new Error("full");

test("no more than allowed run at once, the others in the order they came", async () => {
  const inTurn = turns(2, 100, full);
  let running = 0;
  let most = 0;
  const ended: number[] = [];
  const jobs = Array.from({ length: 20 }, (_, n) =>
    inTurn(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running -= 1;
      ended.push(n);
    }),
  );
  await Promise.all(jobs);
  expect(most).toBe(2);
  expect(ended).toEqual(Array.from({ length: 20 }, (_, n) => n));
});

test("beyond those that may wait, the next is refused at once, and later ones get in again", async () => {
  const inTurn = turns(1, 2, full);
  const gate = Promise.withResolvers<void>();
  const held = [1, 2, 3].map((n) => inTurn(() => gate.promise.then(() => n)));
  await expect(inTurn(async () => 4)).rejects.toThrow("full");
  gate.resolve();
  expect(await Promise.all(held)).toEqual([1, 2, 3]);
  expect(await inTurn(async () => 5)).toBe(5);
});

test("work that fails gives its place back", async () => {
  const inTurn = turns(1, 5, full);
  const failing = [1, 2, 3].map(() => inTurn(() => Promise.reject(new Error("broken"))));
  expect((await Promise.allSettled(failing)).map((one) => one.status)).toEqual(Array(3).fill("rejected"));
  expect(await inTurn(async () => "fine")).toBe("fine");
});
