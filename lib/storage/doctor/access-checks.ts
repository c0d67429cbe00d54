import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import type { Check } from "#lib/storage/doctor/check.ts";
import type { Exam } from "#lib/storage/doctor/exam.ts";
import { failureOf, nameOf } from "#lib/storage/doctor/failure.ts";
import { failed, passed } from "#lib/storage/doctor/outcomes.ts";
import type { Finding, Outcome } from "#lib/storage/doctor/types.ts";
import { isMissing, StorageError } from "#lib/storage/errors.ts";

/** Longest time for which a store that was away is let alone (lib/storage/circuit.ts), and some more. */
const LET_ALONE_MS = 20_000;
const LOOK_AGAIN_MS = 250;

/** Whether a request was not sent at all, for the store was found away shortly before. */
const isLetAlone = (error: unknown) => error instanceof StorageError && error.cause === undefined;

/** What is wrong with the bucket, and not with the key. */
const OF_THE_BUCKET: ReadonlySet<Finding> = new Set(["bucket_missing", "denied", "region_wrong"]);

/**
 * Asks for a file that is not there: whoever may read is told so, and unlike with HEAD the answer has a name. What
 * the app itself relies on, so no other right is needed.
 */
async function askForNothing(exam: Exam): Promise<Outcome | null> {
  const { client, bucket } = exam.target();
  const until = Date.now() + LET_ALONE_MS;
  for (;;) {
    try {
      await client.send(new GetObjectCommand({ Bucket: bucket, Key: exam.key("sample") }));
      return null;
    } catch (error) {
      if (isMissing(error) && nameOf(error) !== "NoSuchBucket") return null;
      // The store answers again, as was just seen, and this process does not know it yet.
      if (!isLetAlone(error) || Date.now() > until) return failureOf(error);
      await sleep(LOOK_AGAIN_MS);
    }
  }
}

const answers = new WeakMap<Exam, Promise<Outcome | null>>();

function ask(exam: Exam): Promise<Outcome | null> {
  const answer = answers.get(exam) ?? askForNothing(exam);
  answers.set(exam, answer);
  return answer;
}

/** Whether the store knows the key, and the key the bucket. */
export const ACCESS_CHECKS: readonly Check[] = [
  {
    id: "credentials",
    needs: ["keys", "clock"],
    run: async (exam) => {
      const outcome = await ask(exam);
      return outcome === null || OF_THE_BUCKET.has(outcome.finding) ? passed("key_known") : outcome;
    },
  },
  {
    id: "bucket",
    needs: ["credentials"],
    run: async (exam) => {
      const { bucket } = exam.target();
      const outcome = await ask(exam);
      if (outcome === null) return passed("bucket_there", { bucket });
      return failed(outcome.finding === "denied" ? "bucket_denied" : outcome.finding, { bucket });
    },
  },
];
