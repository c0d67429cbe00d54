import { randomUUID } from "node:crypto";
import { GetObjectCommand, S3Client, UploadPartCommand } from "@aws-sdk/client-s3";
import { getSignedUrl, S3RequestPresigner } from "@aws-sdk/s3-request-presigner";
import { NO_GUARDS } from "#lib/storage/guards.ts";
import { signGet, signPart, signPost, signPut } from "#lib/storage/presign.ts";

const HELP = `Measures what CPU time it takes to sign requests, and prints a table. Needs no store.

  npm run bench:sign

  Budgets: one GET 15 µs, 1,000 parts 20 ms. It is no test: numbers of time hang on how busy the machine is.`;

const BUDGET = { getMicroseconds: 15, thousandPartsMs: 20 };
const ROUNDS = 15;

const endpoint = "https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com";
const client = new S3Client({
  endpoint,
  region: "auto",
  forcePathStyle: true,
  requestChecksumCalculation: "WHEN_REQUIRED",
  responseChecksumValidation: "WHEN_REQUIRED",
  credentials: { accessKeyId: "0123456789abcdef0123456789abcdef", secretAccessKey: "a secret" },
});
const store = { client, bucket: "athena-docs", endpoint };

const say = (line = "") => process.stdout.write(`${line}\n`);

const newKey = () => `documents/${randomUUID()}/2026/${randomUUID()}_Informe_de_evaluación.pdf`;
const disposition =
  "attachment; filename=\"Informe de evaluacion.pdf\"; filename*=UTF-8''Informe%20de%20evaluaci%C3%B3n.pdf";
const write = {
  contentType: "application/pdf",
  disposition,
  size: 1_234_567,
  sha256: "ab".repeat(32),
  expiresIn: 900,
};
const storeUploadId = randomUUID().repeat(4);

/** Microseconds of this process's own CPU time, in which others on the machine have no share. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** Microseconds for one call: the middle of several rounds, each awaited one call after the other. */
async function timed(calls: number, work: (at: number) => Promise<unknown>): Promise<number> {
  const rounds: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const started = cpuTime();
    for (let at = 0; at < calls; at += 1) await work(at);
    // The first warms up.
    if (round > 0) rounds.push((cpuTime() - started) / calls);
  }
  return rounds.sort((a, b) => a - b)[Math.floor(rounds.length / 2)] ?? 0;
}

const presigner = new S3RequestPresigner(client.config);

const theirGet = () =>
  getSignedUrl(
    client,
    new GetObjectCommand({
      Bucket: store.bucket,
      Key: newKey(),
      ResponseContentDisposition: disposition,
      ResponseContentType: write.contentType,
      ResponseCacheControl: "private, max-age=300",
    }),
    { expiresIn: 600 },
  );

const theirSigner = () =>
  presigner.presign(
    {
      method: "GET",
      protocol: "https:",
      hostname: new URL(endpoint).hostname,
      path: `/${store.bucket}/${newKey()}`,
      headers: {},
      query: { "response-content-disposition": disposition, "response-content-type": write.contentType },
    },
    { expiresIn: 600 },
  );

const theirPart = (at: number) =>
  getSignedUrl(
    client,
    new UploadPartCommand({
      Bucket: store.bucket,
      Key: "documents/one",
      UploadId: storeUploadId,
      PartNumber: at + 1,
      ContentLength: write.size,
    }),
    { expiresIn: 900, signableHeaders: new Set(["host", "content-length"]) },
  );

const part = { key: newKey(), storeUploadId, size: 8 * 2 ** 20, expiresIn: 900 };

async function bench(): Promise<void> {
  const get = await timed(1000, () =>
    signGet(store, { key: newKey(), contentType: write.contentType, disposition, expiresIn: 600 }),
  );
  const parts = await timed(1000, (at) => signPart(store, { ...part, number: at + 1 }, NO_GUARDS));
  const rows: [string, number][] = [
    ["GET    the SDK's getSignedUrl", await timed(200, theirGet)],
    ["GET    the SDK's signer, called directly", await timed(200, theirSigner)],
    ["GET    ours", get],
    ["part   the SDK's getSignedUrl", await timed(200, theirPart)],
    ["part   ours", parts],
    ["PUT    ours", await timed(1000, () => signPut(store, { ...write, key: newKey() }, NO_GUARDS))],
    ["POST   ours", await timed(1000, () => signPost(store, { ...write, key: newKey() }))],
  ];
  say("Signed request                              each      1,000 of them");
  for (const [name, microseconds] of rows) {
    const all = `${microseconds.toFixed(1)} ms`;
    say(`${name.padEnd(40)} ${`${microseconds.toFixed(1)} µs`.padStart(9)} ${all.padStart(16)}`);
  }
  say();
  const good = get <= BUDGET.getMicroseconds && parts <= BUDGET.thousandPartsMs;
  say(
    `Budgets: a GET ${BUDGET.getMicroseconds} µs, 1,000 parts ${BUDGET.thousandPartsMs} ms: ${good ? "kept" : "NOT kept"}.`,
  );
  if (!good) process.exitCode = 1;
}

if (process.argv.includes("--help")) say(HELP);
else await bench();
