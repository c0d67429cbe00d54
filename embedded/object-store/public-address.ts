import type { Bucket } from "#embedded/object-store/bucket.ts";
import { S3Error } from "#embedded/object-store/errors.ts";
import type { Exchange } from "#embedded/object-store/exchange.ts";
import { getObject } from "#embedded/object-store/get-object.ts";
import { assertKey, parseTarget } from "#embedded/object-store/target.ts";

/**
 * Answers at the address of a public bucket, as a custom domain of R2 does: whoever knows an object's key may read it,
 * and that is all. There is no list, no other bucket, and nothing is written or signed here.
 */
export async function answerPublic(exchange: Exchange, bucket: Bucket): Promise<void> {
  const { method, headers, res } = exchange;
  if (method !== "GET" && method !== "HEAD") {
    throw new S3Error("MethodNotAllowed", "The specified method is not allowed against this resource.", {
      Allow: "GET, HEAD",
    });
  }
  const path = (exchange.req.url ?? "").split("?", 1)[0] ?? "";
  const { key } = parseTarget(`/${bucket.name}${path}`);
  if (key === "") throw new S3Error("NoSuchKey", "The specified key does not exist.");
  assertKey(key);
  for (const name of headers.keys()) if (name.startsWith("x-amz-")) headers.delete(name);
  // Nothing of the query is obeyed: a link must not choose the type that the bytes are taken for.
  const target = { ...exchange.target, bucket: bucket.name, key, query: new Map<string, string>() };
  res.setHeader("X-Content-Type-Options", "nosniff");
  res.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
  await getObject({ exchange: { ...exchange, target }, bucket, key });
}
