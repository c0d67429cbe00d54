import "server-only";
import type { S3Client } from "@aws-sdk/client-s3";
import { meters } from "#lib/metrics/meters.ts";
import { adviceFor, isGivenUp } from "#lib/storage/advice.ts";
import { isMissing } from "#lib/storage/errors.ts";

function outcomeOf(error: unknown): string {
  // Asking whether something is there is no failure where it is not.
  if (isMissing(error)) return "missing";
  return isGivenUp(error) ? "given_up" : adviceFor(error).reason;
}

/** Has every request of a client, retries included, measured by operation and what came of it. */
export function measured(client: S3Client): S3Client {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const operation = `${context["commandName"]}`.replace(/Command$/, "");
      const began = performance.now();
      const tell = (outcome: string) =>
        meters()?.storage.observe({ operation, outcome }, (performance.now() - began) / 1000);
      try {
        const result = await next(args);
        tell("ok");
        return result;
      } catch (error) {
        tell(outcomeOf(error));
        throw error;
      }
    },
    { step: "deserialize", priority: "high", name: "measured" },
  );
  return client;
}
