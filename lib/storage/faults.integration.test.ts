import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { listDocuments } from "#lib/documents/data.ts";
import { hashObject } from "#lib/proofs/read.ts";
import type { Store } from "#lib/storage/client.ts";
import { createMultipart } from "#lib/storage/multipart.ts";
import { headObject, openObject, readObject, readRange } from "#lib/storage/objects.ts";
import { signGet } from "#lib/storage/presign.ts";
import type { StoreReason } from "#lib/storage/reasons.ts";
import { storageState, storageTrouble } from "#lib/storage/state.ts";
import { forceIntoBucket, productStoreAt, withStore } from "#lib/testing/bucket.ts";
import { type Fault, faultyStore, s3Error } from "#lib/testing/faulty-store.ts";
import { sha256Of } from "#lib/testing/sample-files.ts";
import { buildSchool } from "#lib/testing/school.ts";

const key = "athena-faults/object.bin";
const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => at % 251));
const SHORT = { patience: 300 };

beforeAll(() => forceIntoBucket(key, bytes, "application/octet-stream"));

/** Does `work` with a store behind a proxy of which `fault` says what it does. */
async function through(
  fault: () => Fault | null,
  work: (sent: () => number) => Promise<unknown>,
  options: { patience?: number } = {},
): Promise<void> {
  await using behind = await faultyStore(fault);
  await withStore(productStoreAt(behind.endpoint, options), () => work(() => behind.requests));
}

const failure = (reason: StoreReason, code = "storage_unavailable") => ({ code, details: { reason } });

describe("a failure of the store has its reason, and is tried again only where that can help", () => {
  test.each([
    ["busy", 3, s3Error(503, "SlowDown")],
    ["busy", 3, s3Error(429, "TooManyRequests")],
    ["unwell", 3, s3Error(500, "InternalError")],
    ["unwell", 3, 502],
    ["connection_lost", 3, "reset"],
    ["object_missing", 1, s3Error(404, "NoSuchKey")],
  ] as [StoreReason, number, Fault][])("%s, in %i tries: %o", async (reason, tries, fault) => {
    await through(
      () => fault,
      async (sent) => {
        await expect(readRange(key, 0, 9)).rejects.toMatchObject(failure(reason));
        expect(sent()).toBe(tries);
      },
    );
  });

  test.each([
    ["secret_wrong", s3Error(403, "SignatureDoesNotMatch")],
    ["key_unknown", s3Error(401, "Unauthorized")],
    ["key_malformed", s3Error(400, "InvalidArgument", "Credential access key has length 3, should be 32")],
    ["not_entitled", s3Error(403, "NotEntitled")],
    ["bucket_missing", s3Error(404, "NoSuchBucket")],
    ["access_denied", 403],
  ] as [StoreReason, Fault][])("%s, in one try", async (reason, fault) => {
    await through(
      () => fault,
      async (sent) => {
        await expect(readRange(key, 0, 9)).rejects.toMatchObject(failure(reason, "storage_refused"));
        expect(sent()).toBe(1);
      },
    );
  });

  test("a store that never answers has a deadline", async () => {
    await through(
      () => "silence",
      () => expect(headObject(key)).rejects.toMatchObject(failure("timed_out")),
      SHORT,
    );
  });

  test("an answer that stops in its middle has a deadline too", async () => {
    await through(
      () => "stalled in half",
      () =>
        expect(
          createMultipart(`${key}.parts`, { contentType: "video/mp4", disposition: "attachment" }),
        ).rejects.toMatchObject(failure("timed_out")),
      SHORT,
    );
  });

  test("a website in the store's place is no store", async () => {
    const page = { status: 200, body: "<!doctype html><title>Sign in to the network</title><p>Hello" };
    const write = { contentType: "image/png", disposition: "attachment" };
    await through(
      () => page,
      () => expect(createMultipart(key, write)).rejects.toMatchObject(failure("not_a_store")),
    );
  });

  test("a store that is unwell twice does not keep a request from its answer", async () => {
    const faults: (Fault | null)[] = [s3Error(503, "SlowDown"), "reset"];
    await through(
      () => faults.shift() ?? null,
      async (sent) => {
        expect((await headObject(key))?.size).toBe(bytes.length);
        expect(sent()).toBe(3);
      },
    );
  });

  test("nobody at the address, no such name, and no TLS there", async () => {
    await using behind = await faultyStore(() => null);
    const port = new URL(behind.endpoint).port;
    const cases: [string, StoreReason][] = [
      ["http://127.0.0.1:9", "connection_refused"],
      // No name has a part of more than 63 characters, so nobody need be asked.
      [`http://${"a".repeat(64)}.example`, "dns"],
      [`https://127.0.0.1:${port}`, "tls"],
    ];
    for (const [endpoint, reason] of cases)
      await withStore(productStoreAt(endpoint), () =>
        expect(headObject(key)).rejects.toMatchObject(failure(reason)),
      );
  });
});

describe("a body", () => {
  /** Only what stands still is waited for. */
  const patienceFor = (fault: Fault) => (fault === "stalled in half" ? { patience: 1_500 } : {});
  const onlyFirst = (fault: Fault) => {
    const faults: Fault[] = [fault];
    return () => faults.shift() ?? null;
  };

  test.each([
    ["stalled in half", "timed_out"],
    ["cut in half", "connection_lost"],
  ] as [Fault, StoreReason][])("that is %s fails, and never passes for the whole", async (fault, reason) => {
    await through(
      () => fault,
      async () => {
        await expect(readObject(key)).rejects.toMatchObject(failure(reason));
        await expect(readRange(key, 0, 199_999)).rejects.toMatchObject(failure(reason));
        await expect((async () => (await openObject(key, null)).toArray())()).rejects.toMatchObject(
          failure(reason),
        );
      },
      patienceFor(fault),
    );
  });

  test.each(["stalled in half", "cut in half"] as const)(
    "that is %s is taken up for its checksum",
    async (fault) => {
      await through(
        onlyFirst(fault),
        async () => expect(await hashObject(key, bytes.length)).toBe(sha256Of(bytes)),
        patienceFor(fault),
      );
    },
  );

  test("comes whole through the product's own reading", async () => {
    await through(
      () => null,
      async () => {
        expect(Buffer.from((await readObject(key)) ?? [])).toEqual(bytes);
        expect(Buffer.concat(await (await openObject(key, "bytes=5-99999")).toArray())).toEqual(
          bytes.subarray(5, 100_000),
        );
      },
    );
  });
});

describe("a store that is away is let alone", () => {
  let away: Fault | null;
  beforeEach(() => {
    away = null;
  });

  /** Uses the store until it is let alone; answers what has been sent by then. */
  async function useUp(sent: () => number): Promise<number> {
    for (let calls = 0; calls < 5; calls += 1) await headObject(key).catch(() => undefined);
    return sent();
  }

  test.each(["reset", "silence", 500] as Fault[])(
    "after a few failures (%s), at once and with the reason",
    async (fault) => {
      away = fault;
      await through(
        () => away,
        async (sent) => {
          // Without it five calls are fifteen requests.
          expect(await useUp(sent)).toBeLessThan(10);
          const before = sent();
          const refusals = await Promise.allSettled(Array.from({ length: 200 }, () => headObject(key)));
          expect(refusals.every(({ status }) => status === "rejected")).toBe(true);
          // Trials after a pause may be among them.
          expect(sent() - before).toBeLessThanOrEqual(5);
        },
        SHORT,
      );
    },
  );

  test("while lists go on and its state is told; and is used again once it is back", async () => {
    const school = await buildSchool();
    away = "reset";
    await through(
      () => away,
      async (sent) => {
        await useUp(sent);
        expect(await storageState()).toBe("unavailable");
        expect(await storageTrouble()).toEqual({ state: "unavailable", reason: "connection_lost" });
        expect((await listDocuments(school.teacher, { view: "live" })).items).toEqual([]);
        away = null;
        await expect.poll(() => headObject(key).catch(() => null), { timeout: 25_000 }).not.toBeNull();
        await expect.poll(storageState, { timeout: 15_000 }).toBe("ready");
        // Nothing is kept back any more.
        const heads = await Promise.all(Array.from({ length: 20 }, () => headObject(key)));
        expect(heads.every((head) => head?.size === bytes.length)).toBe(true);
      },
    );
  });

  test("one that only refuses is asked each time", async () => {
    away = s3Error(403, "AccessDenied");
    await through(
      () => away,
      async (sent) => {
        for (let calls = 0; calls < 8; calls += 1)
          await expect(readRange(key, 0, 9)).rejects.toMatchObject(
            failure("access_denied", "storage_refused"),
          );
        expect(sent()).toBe(8);
      },
    );
  });
});

describe("a wrong setting is told by its reason", () => {
  const told = (other: Store) => withStore(other, storageTrouble);
  const endpoint = () => process.env.R2_ENDPOINT_URL ?? "";

  test("though HEAD says only that it is refused", async () => {
    const secret = productStoreAt(endpoint(), { secretAccessKey: "wrong" });
    expect(await told(secret)).toEqual({ state: "refused", reason: "secret_wrong" });
    const bucket = { ...productStoreAt(endpoint()), bucket: "athena-none-such" };
    expect(await told(bucket)).toEqual({ state: "refused", reason: "bucket_missing" });
    expect(await told(productStoreAt(endpoint()))).toBeNull();
  });
});

describe("with a clock twenty minutes off", () => {
  afterEach(() => void vi.useRealTimers());

  test.each([20, -20])(
    "(%i) the store is reached, and what is signed is good by its clock",
    async (minutes) => {
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + minutes * 60_000 });
      const target = productStoreAt(process.env.R2_ENDPOINT_URL ?? "");
      await withStore(target, async () => {
        expect((await headObject(key))?.size).toBe(bytes.length);
        const read = { key, contentType: "text/plain", disposition: "attachment", expiresIn: 300 };
        expect((await fetch(await signGet(target, read))).status).toBe(200);
      });
    },
  );
});
