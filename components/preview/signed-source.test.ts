import { describe, expect, test, vi } from "vitest";
import { SignedSource } from "#components/preview/signed-source.ts";

const FILE = Uint8Array.from({ length: 100 }, (_, at) => at);

/** A store that answers as told, and gives ranges of a file where it is told to. */
function storeOf(answer: (url: string, turn: number) => number | "none") {
  const asked: string[] = [];
  const fetch = vi.fn(async (input: string | URL | Request, init?: RequestInit) => {
    const url = input instanceof Request ? input.url : input.toString();
    asked.push(url);
    const status = answer(url, asked.length);
    if (status === "none") throw new TypeError("Failed to fetch");
    const [, begin = "0", end = "0"] =
      /bytes=(\d+)-(\d+)/.exec(new Headers(init?.headers).get("range") ?? "") ?? [];
    const bytes = status === 206 ? FILE.slice(Number(begin), Number(end) + 1) : FILE;
    return new Response(status < 300 ? bytes : null, { status });
  });
  const pause = vi.fn(async () => {});
  return { asked, means: { fetch, pause }, pause };
}

const never = new AbortController().signal;

describe("ranges of a signed file", () => {
  test("are read as they are", async () => {
    const { means } = storeOf(() => 206);
    const source = new SignedSource("a", () => {}, means);
    expect([...(await source.read(10, 13, never))]).toEqual([10, 11, 12]);
  });

  test("are cut out where a store gives all of it", async () => {
    const { means } = storeOf(() => 200);
    expect([...(await new SignedSource("a", () => {}, means).read(98, 100, never))]).toEqual([98, 99]);
  });

  test("that are refused together ask for one fresh address, and come from there", async () => {
    const { asked, means } = storeOf((url) => (url === "old" ? 403 : 206));
    const renew = vi.fn();
    const source = new SignedSource("old", renew, means);
    const both = Promise.all([source.read(0, 5, never), source.read(5, 10, never)]);
    await vi.waitFor(() => expect(renew).toHaveBeenCalled());
    source.use("new");
    expect((await both).map((part) => part.length)).toEqual([5, 5]);
    expect(renew).toHaveBeenCalledTimes(1);
    expect(asked.filter((url) => url === "new")).toHaveLength(2);
  });

  test("that the fresh address refuses too are given up", async () => {
    const { means } = storeOf(() => 403);
    const source = new SignedSource("old", () => queueMicrotask(() => source.use("new")), means);
    await expect(source.read(0, 5, never)).rejects.toThrow("did not give");
  });

  test("are given up where the fresh address is the old one", async () => {
    vi.useFakeTimers();
    const { asked, means } = storeOf(() => "none");
    const source = new SignedSource("old", () => queueMicrotask(() => source.use("old")), means);
    const given = source.read(0, 5, never).catch(String);
    // No time goes by: nobody waits for what has been answered.
    await vi.advanceTimersByTimeAsync(0);
    expect(await given).toContain("did not give");
    expect(asked).toHaveLength(4);
    vi.useRealTimers();
  });

  test("are asked for again where a store stumbles", async () => {
    const { asked, means, pause } = storeOf((_, turn) => (turn < 2 ? 503 : 206));
    const renew = vi.fn();
    expect(await new SignedSource("a", renew, means).read(0, 5, never)).toHaveLength(5);
    expect(asked).toHaveLength(2);
    expect(pause).toHaveBeenCalledTimes(1);
    expect(renew).not.toHaveBeenCalled();
  });

  test("are tried with a fresh signature where a refusal cannot be read", async () => {
    const { means } = storeOf((url) => (url === "old" ? "none" : 206));
    const source = new SignedSource("old", () => queueMicrotask(() => source.use("new")), means);
    expect(await source.read(0, 5, never)).toHaveLength(5);
  });

  test("of a store that is gone are given up", async () => {
    const { asked, means } = storeOf(() => "none");
    const source = new SignedSource("old", () => queueMicrotask(() => source.use("new")), means);
    await expect(source.read(0, 5, never)).rejects.toThrow("did not give");
    expect(asked.length).toBeLessThan(6);
  });

  test("are no longer waited for once nobody wants them", async () => {
    const { means } = storeOf(() => 403);
    const control = new AbortController();
    const reading = new SignedSource("old", () => control.abort(), means).read(0, 5, control.signal);
    await expect(reading).rejects.toThrow("abort");
  });
});
