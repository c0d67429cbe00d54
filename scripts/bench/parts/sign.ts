import { randomUUID } from "node:crypto";
import { GetObjectCommand, S3Client, UploadPartCommand } from "@aws-sdk/client-s3";
import { getSignedUrl, S3RequestPresigner } from "@aws-sdk/s3-request-presigner";
import { AwsV4Signer } from "aws4fetch";
import { NO_GUARDS } from "#lib/storage/guards.ts";
import { signGet, signPart, signPost, signPut } from "#lib/storage/presign.ts";
import { type Figure, type Spread, spreadOf } from "#scripts/bench/figure.ts";
import type { Measure } from "#scripts/bench/parts.ts";

const BAR = { getMicroseconds: 15, thousandPartsMs: 20 };
const ROUNDS = 15;

const endpoint = "https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com";
const credentials = { accessKeyId: "0123456789abcdef0123456789abcdef", secretAccessKey: "a secret" };
const client = new S3Client({
  endpoint,
  region: "auto",
  forcePathStyle: true,
  requestChecksumCalculation: "WHEN_REQUIRED",
  responseChecksumValidation: "WHEN_REQUIRED",
  credentials,
});
const store = { client, bucket: "athena-docs", endpoint };

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
const part = { key: newKey(), storeUploadId, size: 8 * 2 ** 20, expiresIn: 900 };
const presigner = new S3RequestPresigner(client.config);
const cache = new Map<string, ArrayBuffer>();

/** Microseconds of this process's own CPU time, in which others on the machine have no share. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

type Sign = (at: number) => Promise<unknown>;

/** Microseconds of CPU for one call, in rounds of so many, each awaited one call after the other. */
async function cpuOf(calls: number, sign: Sign): Promise<Spread> {
  const rounds: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const started = cpuTime();
    for (let at = 0; at < calls; at += 1) await sign(at);
    // The first warms up.
    if (round > 0) rounds.push((cpuTime() - started) / calls);
  }
  return spreadOf(rounds);
}

const sdkGet: Sign = () =>
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

const sdkSigner: Sign = () =>
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

const sdkPart: Sign = (at) =>
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

/** With its cache of signing keys, as its own client has it. */
function aws4fetch(path: string, query: Record<string, string>, method = "GET"): Promise<unknown> {
  const url = new URL(`${endpoint}/${store.bucket}/${encodeURI(path)}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return new AwsV4Signer({
    ...credentials,
    method,
    url: url.href,
    signQuery: true,
    service: "s3",
    region: "auto",
    cache,
  }).sign();
}

const aws4fetchGet: Sign = () =>
  aws4fetch(newKey(), {
    "X-Amz-Expires": "600",
    "response-content-disposition": disposition,
    "response-content-type": write.contentType,
    "response-cache-control": "private, max-age=300",
  });

const aws4fetchPart: Sign = (at) =>
  aws4fetch(part.key, { "X-Amz-Expires": "900", partNumber: String(at + 1), uploadId: storeUploadId }, "PUT");

const ourGet: Sign = () =>
  signGet(store, { key: newKey(), contentType: write.contentType, disposition, expiresIn: 600 });
const ourPart: Sign = (at) => signPart(store, { ...part, number: at + 1 }, NO_GUARDS);

/** CPU time for signed requests, beside those whom one would take for it. Needs no store. */
export const measure: Measure = async () => {
  const get = await cpuOf(1000, ourGet);
  const parts = await cpuOf(1000, ourPart);
  const against = (name: string, ours: Spread, peer: string, spread: Spread, most: number): Figure => ({
    name,
    unit: "µs",
    ours,
    peer: { name: peer, spread },
    bar: { of: "middle", atMost: most },
  });
  // A thousandth of a millisecond each: 1,000 parts take as many ms as one takes µs.
  const [perGet, perPart] = [BAR.getMicroseconds, BAR.thousandPartsMs];
  return [
    against("GET", get, "the SDK's getSignedUrl", await cpuOf(200, sdkGet), perGet),
    against("GET", get, "the SDK's signer, called directly", await cpuOf(200, sdkSigner), perGet),
    against("GET", get, "aws4fetch", await cpuOf(200, aws4fetchGet), perGet),
    against("one of 1,000 parts", parts, "the SDK's getSignedUrl", await cpuOf(200, sdkPart), perPart),
    against("one of 1,000 parts", parts, "aws4fetch", await cpuOf(200, aws4fetchPart), perPart),
    {
      name: "PUT",
      unit: "µs",
      ours: await cpuOf(1000, () => signPut(store, { ...write, key: newKey() }, NO_GUARDS)),
    },
    { name: "POST", unit: "µs", ours: await cpuOf(1000, () => signPost(store, { ...write, key: newKey() })) },
  ];
};
