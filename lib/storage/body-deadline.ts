import "server-only";
import { Readable } from "node:stream";
import type { S3Client } from "@aws-sdk/client-s3";

/** Of a join: a store may say at once that it has begun, and take its time for the rest. */
const JOIN_MS = 300_000;

const stopped = () =>
  Object.assign(new Error("The store's answer stopped in its middle."), { code: "ETIMEDOUT" });

/**
 * Gives the bodies of answers a deadline, which the SDK has only for their heads: what a store says of a request is short,
 * and one that falls silent in the middle of it would be waited for without an end. Objects themselves are read at a pace
 * of their own (`steadily`).
 * @param ms for a whole body; a failure with `ETIMEDOUT` after that.
 */
export function withBodyDeadline(client: S3Client, ms: number): S3Client {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      const { body, statusCode = 0 } = result.response as { body?: unknown; statusCode?: number };
      const isObject = context["commandName"] === "GetObjectCommand" && statusCode < 300;
      if (!(body instanceof Readable) || isObject) return result;
      const joins = context["commandName"] === "CompleteMultipartUploadCommand";
      const timer = setTimeout(() => body.destroy(stopped()), joins ? JOIN_MS : ms);
      const clear = () => clearTimeout(timer);
      body.once("end", clear).once("close", clear);
      return result;
    },
    { step: "deserialize", priority: "low", name: "bodyDeadline" },
  );
  return client;
}
