import { createHash, createHmac } from "node:crypto";
import { type IncomingHttpHeaders, request } from "node:http";
import { S3Client } from "@aws-sdk/client-s3";
import type { TestStore } from "#embedded/object-store/testing.ts";

/** The AWS SDK's client for a test store, set up as the app sets up its own. */
export function sdkClient(
  store: TestStore,
  checksums: "WHEN_REQUIRED" | "WHEN_SUPPORTED" = "WHEN_REQUIRED",
): S3Client {
  const { accessKeyId, secretAccessKey } = store;
  return new S3Client({
    endpoint: store.endpoint,
    region: "auto",
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
    requestChecksumCalculation: checksums,
    responseChecksumValidation: checksums,
    maxAttempts: 1,
  });
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The <Code> of an error document; empty for others. */
  readonly code: string;
}

export interface RawRequest {
  readonly method?: string;
  /** With its query, exactly as it goes on the wire. */
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: Buffer | string;
}

/** Sends a request byte for byte as told. */
export function sendRaw(
  store: TestStore,
  { method = "GET", path, headers = {}, body }: RawRequest,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(store.endpoint);
    const req = request({ hostname, port, method, path, headers, agent: false }, (res) => {
      const parts: Buffer[] = [];
      res.on("data", (part: Buffer) => parts.push(part));
      res.on("end", () => {
        const text = Buffer.concat(parts).toString("utf8");
        const code = /<Code>(\w+)<\/Code>/.exec(text)?.[1] ?? "";
        resolve({ status: res.statusCode ?? 0, headers: res.headers, body: text, code });
      });
      res.on("error", reject);
    });
    req.on("error", reject);
    req.end(body);
  });
}

const hmac = (key: Buffer | string, text: string) => createHmac("sha256", key).update(text).digest();
const sha256 = (data: Buffer | string) => createHash("sha256").update(data).digest("hex");

export interface Signing {
  readonly key: Buffer;
  readonly signature: string;
  readonly amzDate: string;
  readonly scope: string;
}

/** What a signer may be told to do otherwise than right. */
export interface SigningOptions {
  readonly payloadHash?: string;
  readonly at?: Date;
  readonly accessKey?: string;
  readonly secretKey?: string;
  /** Sent, but left out of the signature. */
  readonly unsigned?: readonly string[];
  readonly region?: string;
}

/** Signs a request by its Authorization header, written from AWS's text and not from the store's code. */
export function signRaw(
  store: TestStore,
  req: RawRequest,
  options: SigningOptions = {},
): RawRequest & { readonly signing: Signing; readonly headers: Record<string, string> } {
  const amzDate = (options.at ?? new Date()).toISOString().replace(/[-:]|\.\d{3}/g, "");
  const day = amzDate.slice(0, 8);
  const payloadHash = options.payloadHash ?? sha256(req.body ?? "");
  const headers: Record<string, string> = {
    host: new URL(store.endpoint).host,
    "x-amz-date": amzDate,
    "x-amz-content-sha256": payloadHash,
    ...req.headers,
  };
  const names = Object.keys(headers)
    .map((name) => name.toLowerCase())
    .filter((name) => !options.unsigned?.includes(name))
    .sort();
  const lower = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const [path = "", query = ""] = req.path.split("?");
  const canonicalQuery = query
    .split("&")
    .filter(Boolean)
    .map((pair) => (pair.includes("=") ? pair : `${pair}=`))
    .sort()
    .join("&");
  const canonical = [
    req.method ?? "GET",
    path,
    canonicalQuery,
    ...names.map((name) => `${name}:${(lower[name] ?? "").trim()}`),
    "",
    names.join(";"),
    payloadHash,
  ].join("\n");
  const region = options.region ?? "auto";
  const scope = `${day}/${region}/s3/aws4_request`;
  const secret = options.secretKey ?? store.secretAccessKey;
  const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, day), region), "s3"), "aws4_request");
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${amzDate}\n${scope}\n${sha256(canonical)}`).toString("hex");
  const credential = `${options.accessKey ?? store.accessKeyId}/${scope}`;
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
  return { ...req, headers, signing: { key, signature, amzDate, scope } };
}

/** Signs and sends. */
export function sendSigned(store: TestStore, req: RawRequest, options?: SigningOptions): Promise<RawAnswer> {
  return sendRaw(store, signRaw(store, req, options));
}
