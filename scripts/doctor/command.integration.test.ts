import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestStore, type TestStore } from "#embedded/object-store/testing.ts";

const ORIGIN = "https://docs.example.org";
const dataDir = mkdtempSync(join(tmpdir(), "athena-doctor-"));
let store: TestStore;

beforeAll(async () => {
  store = await startTestStore();
});
afterAll(async () => {
  await store.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Runs a command as `npm run` does, against the store of this test. */
async function run(name: string, args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ["--conditions=react-server", "scripts/run.mjs", name, ...args], {
    env: {
      ...process.env,
      ATHENA_DATA_DIR: dataDir,
      R2_ENDPOINT_URL: store.endpoint,
      R2_ACCESS_KEY_ID: store.accessKeyId,
      R2_SECRET_ACCESS_KEY: store.secretAccessKey,
      R2_BUCKET_NAME: store.bucket,
      // The tests' own public bucket is in another store.
      R2_PUBLIC_BUCKET_NAME: "",
      R2_PUBLIC_BASE_URL: "",
      ...env,
    },
  });
  let out = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (out += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, out };
}

type Told = { ok: boolean; results: { id: string; state: string; finding: string; message: string }[] };

describe("set-up and doctor", { timeout: 120_000 }, () => {
  test("the doctor finds that CORS is missing, set-up writes it, and then all is well", async () => {
    const before = await run("doctor", ["--origin", ORIGIN, "--json"]);
    expect(before.code).toBe(1);
    const found = JSON.parse(before.out) as Told;
    expect(found.results.filter(({ state }) => state === "failed")).toMatchObject([
      { id: "cors_upload", finding: "cors_missing", message: expect.stringContaining(ORIGIN) as string },
    ]);

    const setUp = await run("storage-setup", ["--origin", ORIGIN]);
    expect(setUp).toMatchObject({ code: 0, out: expect.stringContaining("written") as string });
    const after = await run("doctor", ["--origin", ORIGIN]);
    expect(after.code).toBe(0);
    // Files of other tests wait for scanners of their own; of all else there is nothing to say.
    const warned = after.out.match(/^WARN .*$/gm) ?? [];
    if (warned.length === 0) expect(after.out).toContain("Everything that files need works.");
    else expect(warned).toEqual(["WARN  Nothing waits for long"]);
  });

  test("a wrong secret is told in words, in the language asked for, and never printed", async () => {
    const secret = "quite-another-secret";
    const told = await run("doctor", ["--origin", ORIGIN, "--lang", "es"], { R2_SECRET_ACCESS_KEY: secret });
    expect(told.code).toBe(1);
    expect(told.out).toContain("El secreto no corresponde a esta clave.");
    expect(told.out).not.toContain(secret);
  });

  test("set-up prints what a person would paste, without any store", async () => {
    const printed = await run(
      "storage-setup",
      ["--print", "--origin", ORIGIN, "--infrequent-access-after", "90"],
      {
        R2_ENDPOINT_URL: "https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com",
      },
    );
    expect(printed.code).toBe(0);
    const [dashboard = ""] = /^\[[\s\S]*?^\]/m.exec(printed.out) ?? [];
    expect(JSON.parse(dashboard)).toMatchObject([
      { AllowedOrigins: [ORIGIN], AllowedMethods: ["GET", "HEAD", "PUT"] },
    ]);
    const [, lifecycle = ""] = printed.out.split("put-bucket-lifecycle-configuration");
    const [rules = ""] = /^\{[\s\S]*^\}/m.exec(lifecycle) ?? [];
    expect(JSON.parse(rules)).toMatchObject({
      Rules: [
        { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
        ...Array.from({ length: 4 }, () => ({ Transitions: [{ Days: 90, StorageClass: "STANDARD_IA" }] })),
      ],
    });
  });
});
