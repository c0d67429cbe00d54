import "server-only";
import type { S3Client } from "@aws-sdk/client-s3";
import { config } from "#lib/config.ts";
import { tally } from "#lib/storage/meter.ts";
import { classOf, isBilled } from "#lib/storage/operation-class.ts";

type Input = { Bucket?: string; Key?: string };
type Message = { statusCode?: number; headers?: Record<string, string> };

/** None where the settings cannot be used: the doctor looks at a store all the same. */
function publicName(): string | undefined {
  try {
    return config().R2_PUBLIC_BUCKET_NAME;
  } catch {
    return undefined;
  }
}

const lengthOf = (message: Message) => Number(message.headers?.["content-length"] ?? 0) || 0;

/** Has every request of a client counted as R2 bills it, retries included. */
export function metered(client: S3Client): S3Client {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      const { Bucket, Key } = args.input as Input;
      const operation = `${context["commandName"]}`.replace(/Command$/, "");
      const response = result.response as Message;
      const status = response.statusCode ?? 0;
      if (!isBilled(status)) return result;
      const done = status >= 200 && status < 300;
      tally(
        { key: Key, public: Bucket !== undefined && Bucket === publicName() },
        {
          [classOf(operation)]: 1,
          bytesIn: done && operation === "PutObject" ? lengthOf(args.request as Message) : 0,
          bytesOut: done && operation === "GetObject" ? lengthOf(response) : 0,
        },
      );
      return result;
    },
    // Innermost: it sees each answer as it came.
    { step: "deserialize", priority: "low", name: "metered" },
  );
  return client;
}

/** `fetch` of a signed address by the app itself, counted as R2 bills it. */
export async function meteredFetch(url: string, init: RequestInit): Promise<Response> {
  const answer = await fetch(url, init);
  const method = init.method ?? "GET";
  const operation = method === "GET" ? "GetObject" : method === "DELETE" ? "DeleteObject" : "PutObject";
  if (isBilled(answer.status)) tally({}, { [classOf(operation)]: 1 });
  return answer;
}
