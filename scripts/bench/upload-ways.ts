import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { Signatures } from "#components/upload/multipart/signatures.ts";
import { partPlan, partRange } from "#lib/uploads/parts.ts";
import type { BigFile } from "#scripts/bench/big-file.ts";
import type { Place } from "#scripts/bench/place.ts";
import { inLanes, send } from "#scripts/bench/send.ts";

/** Parts under way at once, for everybody alike. */
const LANES = 4;
const KEY = "bench/bare-sdk";

/** What an upload has left, for whoever tidies up. */
export type Uploaded = { key: string; uploadId?: string; documentId?: string };

const bytesOf = (file: BigFile, number: number) => {
  const { start, end } = partRange(file.size, partPlan(file.size).size, number);
  return file.slice(start, end);
};

function sdk({ env }: Place): { client: S3Client; Bucket: string } {
  const client = new S3Client({
    endpoint: env.R2_ENDPOINT_URL ?? "",
    region: "auto",
    forcePathStyle: true,
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    credentials: {
      accessKeyId: env.R2_ACCESS_KEY_ID ?? "",
      secretAccessKey: env.R2_SECRET_ACCESS_KEY ?? "",
    },
  });
  return { client, Bucket: env.R2_BUCKET_NAME ?? "" };
}

/** Leaves the payload out of the signature, as the SDK does over TLS: over HTTP it would hash every part first. */
function unsignedPayload(command: UploadPartCommand): UploadPartCommand {
  command.middlewareStack.add(
    (next) => (args) => {
      const { headers } = args.request as { headers: Record<string, string> };
      headers["x-amz-content-sha256"] = "UNSIGNED-PAYLOAD";
      return next(args);
    },
    { step: "build" },
  );
  return command;
}

/** The SDK's client and nothing else, in the parts that the app would cut. */
export async function bareSdk(place: Place, file: BigFile): Promise<Uploaded> {
  const { client, Bucket } = sdk(place);
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: KEY }));
  const Parts = await inLanes(partPlan(file.size).count, LANES, async (PartNumber) => {
    const Body = bytesOf(file, PartNumber);
    const command = new UploadPartCommand({ Bucket, Key: KEY, UploadId, PartNumber, Body });
    return { PartNumber, ETag: (await client.send(unsignedPayload(command))).ETag };
  });
  await client.send(
    new CompleteMultipartUploadCommand({ Bucket, Key: KEY, UploadId, MultipartUpload: { Parts } }),
  );
  client.destroy();
  return { key: KEY };
}

const asking = ({ token }: Place, json: unknown) => ({
  method: "POST",
  headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
  body: Buffer.from(JSON.stringify(json)),
});

/** As a browser does: the app signs, the store gets the bytes, the app joins and checks. */
export async function direct(place: Place, file: BigFile): Promise<Uploaded> {
  const api = `${place.baseUrl}/api/v1/uploads`;
  const request = { kind: "media", filename: "big.png", content_type: "image/png", size: file.size };
  const ticket = JSON.parse((await send(api, asking(place, request))).text) as {
    upload_id: string;
    part_count: number;
    signed: {
      parts: { part_number: number; url: string; headers: Record<string, string> }[];
      expires_at: string;
    };
  };
  const at = `${api}/${ticket.upload_id}`;
  const { signal } = new AbortController();
  const signed = {
    parts: ticket.signed.parts.map(({ part_number, ...part }) => ({ number: part_number, ...part })),
    expiresAt: ticket.signed.expires_at,
  };
  const ask = async (_uploadId: string, part_numbers: readonly number[]) =>
    JSON.parse((await send(`${at}/parts`, asking(place, { part_numbers }))).text);
  const signatures = new Signatures(ticket.upload_id, signal, ask, signed);
  const all = Array.from({ length: ticket.part_count }, (_, index) => index + 1);
  const parts = await inLanes(ticket.part_count, LANES, async (part_number) => {
    const part = await signatures.take(part_number, all.slice(part_number));
    const body = bytesOf(file, part_number);
    const headers = { ...part.headers, "content-length": body.length };
    return { part_number, etag: (await send(part.url, { method: "PUT", headers, body })).etag };
  });
  const done = await send(`${at}/complete`, asking(place, { parts, sha256: file.sha256 }));
  const { id, file_path } = JSON.parse(done.text) as { id: string; file_path: string };
  return { key: file_path, uploadId: ticket.upload_id, documentId: id };
}

/** Through the app, for callers that cannot reach the store. */
export async function through(place: Place, file: BigFile): Promise<Uploaded> {
  const boundary = "----athena-bench";
  const field = (name: string, rest = "") =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${rest}\r\n\r\n`;
  const head = `${field("kind")}media\r\n${field("file", '; filename="big.png"\r\ncontent-type: image/png')}`;
  async function* body() {
    yield Buffer.from(head);
    const step = 2 ** 20;
    for (let at = 0; at < file.size; at += step) yield file.slice(at, Math.min(at + step, file.size));
    yield Buffer.from(`\r\n--${boundary}--\r\n`);
  }
  const headers = {
    authorization: `Bearer ${place.token}`,
    "content-type": `multipart/form-data; boundary=${boundary}`,
  };
  const done = await send(`${place.baseUrl}/api/v1/documents/upload`, {
    method: "POST",
    headers,
    body: body(),
  });
  return { key: (JSON.parse(done.text) as { file_path: string }).file_path };
}

/** Waits until the worker has proven a file's checksum: its reading must not slow the next upload. */
export async function untilProven(place: Place, uploadId: string): Promise<void> {
  const headers = { authorization: `Bearer ${place.token}` };
  for (;;) {
    const { text } = await send(`${place.baseUrl}/api/v1/uploads/${uploadId}`, { method: "GET", headers });
    if ((JSON.parse(text) as { verified: boolean }).verified) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** Removes the bytes; the installation itself is thrown away. */
export async function remove(place: Place, { key }: Uploaded): Promise<void> {
  const { client, Bucket } = sdk(place);
  await client.send(new DeleteObjectCommand({ Bucket, Key: key }));
  client.destroy();
}
