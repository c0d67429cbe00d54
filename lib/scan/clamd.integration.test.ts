import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scannerVersion, scanStream } from "#lib/scan/clamd.ts";
import { ScanError } from "#lib/scan/reply.ts";
import { EICAR, EICAR_NAME, fakeClamd, hasAll, hasClamd, startClamd } from "#lib/testing/clamd.ts";

const MIB = 1024 * 1024;
const IMPATIENT = { connectMs: 5_000, idleMs: 300, verdictMs: 300 };

async function* pieces(...chunks: (string | Buffer)[]) {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

const scan = (scanner: Parameters<typeof scanStream>[0], ...chunks: (string | Buffer)[]) =>
  scanStream(
    scanner,
    pieces(...chunks),
    Buffer.concat(chunks.map((chunk) => Buffer.from(chunk))).length,
    IMPATIENT,
  );

describe.skipIf(!hasClamd())(
  "clamd (skipped where the machine has none: apt-get install clamav-daemon)",
  () => {
    let clamd: Awaited<ReturnType<typeof startClamd>>;
    beforeAll(async () => {
      clamd = await startClamd();
    });
    afterAll(async () => {
      await clamd[Symbol.asyncDispose]();
    });

    test("tells what is clean from what is not, in one piece and in several", async () => {
      expect(await scanStream(clamd, pieces("nothing"), 7)).toEqual({ is: "clean" });
      const infected = { is: "infected", found: EICAR_NAME };
      expect(await scanStream(clamd, pieces(EICAR), EICAR.length)).toEqual(infected);
      const cut = [Buffer.alloc(600_000, 32), EICAR.slice(0, 20), EICAR.slice(20)];
      expect(await scanStream(clamd, pieces(...cut), 600_000 + EICAR.length)).toEqual(infected);
    });

    test("says what it will not take", async () => {
      const large = Array.from({ length: 3 }, () => Buffer.alloc(MIB, 1));
      // It hangs up at once: now and then that is all that is heard of it, and asking again tells.
      const asked = () => scanStream(clamd, pieces(...large), 3 * MIB).catch(() => null);
      await expect.poll(asked).toEqual({ is: "too_large" });
    });

    test("says who it is", async () => {
      expect(await scannerVersion(clamd)).toMatch(/^ClamAV \d/);
    });

    test("is believed nothing of a file that it did not have to the end", async () => {
      await expect(scanStream(clamd, pieces("half"), 8)).rejects.toThrow(ScanError);
    });

    test("killed in mid-scan, and gone, it has said nothing", async () => {
      async function* whileItDies() {
        yield Buffer.alloc(MIB / 2, 1);
        // It has this much, and waits for more.
        await delay(100);
        await clamd.kill();
        yield Buffer.alloc(MIB / 2, 1);
      }
      await expect(scanStream(clamd, whileItDies(), MIB)).rejects.toThrow(ScanError);
      await expect(scanStream(clamd, pieces("nothing"), 7)).rejects.toThrow(ScanError);
      await clamd.start();
      expect(await scanStream(clamd, pieces("nothing"), 7)).toEqual({ is: "clean" });
      clamd.freeze();
      await expect(scan(clamd, "nothing")).rejects.toThrow("did not answer in time");
    });
  },
);

describe("what only looks like a scanner", () => {
  test.each(["stream: OK", "stream: OK\0stream: OK\0", "OK\0", "stream: OK \0", "yes", "x".repeat(99)])(
    "says %j, and has called nothing clean",
    async (reply) => {
      await using fake = await fakeClamd((heard) => (hasAll(heard) ? reply : null));
      await expect(scan(fake, "a file")).rejects.toThrow(ScanError);
    },
  );

  test("never stops talking", async () => {
    await using fake = await fakeClamd((heard) => (hasAll(heard) ? "\0".repeat(100_000) : null));
    await expect(scan(fake, "a file")).rejects.toThrow(ScanError);
  });

  test("one that is as it should be is understood", async () => {
    await using fake = await fakeClamd((heard) => (hasAll(heard) ? "stream: OK\0" : null));
    expect(await scan(fake, "a file")).toEqual({ is: "clean" });
  });

  test("answers before it has had the file", async () => {
    await using fake = await fakeClamd(() => "stream: OK\0");
    const slowly = async function* () {
      yield Buffer.from("a");
      await delay(50);
      yield Buffer.from("b");
      await delay(50);
      yield Buffer.from("c");
    };
    await expect(scanStream(fake, slowly(), 3, IMPATIENT)).rejects.toThrow(ScanError);
  });

  test("answers nothing, or only half and never hangs up", async () => {
    await using silent = await fakeClamd(() => null);
    await expect(scan(silent, "a file")).rejects.toThrow("in time");
    await using half = await fakeClamd((heard, socket) => {
      if (hasAll(heard)) socket.write("stream: OK\0");
      return null;
    });
    await expect(scan(half, "a file")).rejects.toThrow("in time");
  });

  test("takes nothing", async () => {
    await using full = await fakeClamd((_heard, socket) => {
      socket.pause();
      return null;
    });
    const endless = Array.from({ length: 200 }, () => Buffer.alloc(MIB / 4, 1));
    await expect(scan(full, ...endless)).rejects.toThrow(ScanError);
  });

  test("is not there at all", async () => {
    await expect(scan({ host: "127.0.0.1", port: 1 }, "a file")).rejects.toThrow(ScanError);
    await expect(scan({ path: "/nowhere/clamd.sock" }, "a file")).rejects.toThrow(ScanError);
  });
});
