import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countResetRequest, countSignIn } from "#lib/auth/rate-limit.ts";
import { localOrigin, type RequestOrigin } from "#lib/http/origin.ts";

const START = Date.parse("2026-11-23T08:00:00Z");
const MINUTE = 60_000;

type Tried = { code: string; seconds?: number };
const answerOf = (work: Promise<void>): Promise<Tried> =>
  work.then(
    () => ({ code: "counted" }),
    (error: { code: string; details: { seconds: number } }) => ({
      code: error.code,
      seconds: error.details.seconds,
    }),
  );

let last = 0;
const address = (): RequestOrigin => ({
  ...localOrigin("Browser"),
  ip: `2001:db8:${randomUUID().slice(0, 4)}:${((last += 1)).toString(16)}::1`,
});
const account = () => `${randomUUID()}@example.org`;

describe("limits by a clock of the test's own", () => {
  test("let in again in the very second that was told, and not before", async () => {
    const [email, origin] = [account(), address()];
    const tryAt = (ms: number) => answerOf(countSignIn(email, origin, new Date(START + ms)));
    for (let n = 0; n < 10; n += 1) expect(await tryAt(n * 1000)).toEqual({ code: "counted" });
    expect(await tryAt(60_000)).toEqual({ code: "rate_limited", seconds: 14 * 60 });
    expect(await tryAt(15 * MINUTE - 1)).toEqual({ code: "rate_limited", seconds: 1 });
    expect(await tryAt(15 * MINUTE)).toEqual({ code: "counted" });
    for (let n = 1; n < 10; n += 1) expect(await tryAt(15 * MINUTE + n)).toEqual({ code: "counted" });
    expect(await tryAt(15 * MINUTE + 10)).toEqual({ code: "rate_limited", seconds: 15 * 60 });
  });

  test("are not put off by attempts that were refused", async () => {
    const [email, origin] = [account(), address()];
    const tryAt = (ms: number) => answerOf(countSignIn(email, origin, new Date(START + ms)));
    for (let n = 0; n < 40; n += 1) await tryAt(n * 20_000);
    expect(await tryAt(15 * MINUTE)).toEqual({ code: "counted" });
  });

  test("hold an account, however many addresses ask and whenever", async () => {
    const email = account();
    const minutes: number[] = [];
    for (let n = 0; n < 130; n += 1) {
      const at = START + n * 5000;
      const { code } = await answerOf(countSignIn(email, address(), new Date(at)));
      if (code === "counted") minutes.push(at);
    }
    expect(minutes).toHaveLength(100);
  });

  test("count new passwords by the hour", async () => {
    const [email, origin] = [account(), address()];
    const askAt = (ms: number) => answerOf(countResetRequest(email, origin, new Date(START + ms)));
    for (let n = 0; n < 3; n += 1) expect(await askAt(n)).toEqual({ code: "counted" });
    expect(await askAt(59 * MINUTE)).toEqual({ code: "rate_limited", seconds: 60 });
    expect(await askAt(60 * MINUTE)).toEqual({ code: "counted" });
  });

  test("never count more than ten in any window, whatever the pace", async () => {
    const pace = fc.array(fc.integer({ min: 0, max: 4 * MINUTE }), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(pace, async (gaps) => {
        const [email, origin] = [account(), address()];
        let [now, opened, inWindow] = [START, Number.NEGATIVE_INFINITY, 0];
        for (const gap of gaps) {
          now += gap;
          if (now >= opened + 15 * MINUTE) [opened, inWindow] = [now, 0];
          const { code, seconds } = await answerOf(countSignIn(email, origin, new Date(now)));
          inWindow += 1;
          expect(code).toBe(inWindow <= 10 ? "counted" : "rate_limited");
          if (seconds !== undefined) {
            expect(now + seconds * 1000).toBeGreaterThanOrEqual(opened + 15 * MINUTE);
            expect(now + (seconds - 1) * 1000).toBeLessThan(opened + 15 * MINUTE);
          }
        }
      }),
      { numRuns: 15 },
    );
  });
});
