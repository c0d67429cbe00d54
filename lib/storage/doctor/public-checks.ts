import "server-only";
import { DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import type { Check } from "#lib/storage/doctor/check.ts";
import { BYTES, type Exam } from "#lib/storage/doctor/exam.ts";
import { failureOf } from "#lib/storage/doctor/failure.ts";
import { failed, passed, skipped } from "#lib/storage/doctor/outcomes.ts";

const PATIENCE_MS = 15_000;

/** The one test file of the public bucket. It is written over each time, so that no more than one is ever left. */
const KEY = "probes/doctor.txt";

async function fetchPublic(exam: Exam, key: string): Promise<{ status: number; right: boolean }> {
  const base = exam.env().R2_PUBLIC_BASE_URL;
  // Past every cache between here and the bucket.
  const answer = await fetch(`${base}/${key}?${Date.now()}`, {
    redirect: "manual",
    cache: "no-store",
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  return { status: answer.status, right: BYTES.equals(Buffer.from(await answer.arrayBuffer())) };
}

/** The second bucket, whose files anybody may read. */
export const PUBLIC_CHECKS: readonly Check[] = [
  {
    id: "public_bucket",
    needs: ["store"],
    run: async (exam) => {
      // One without the other, and the bucket that holds children's files, the variables are refused for already.
      const { R2_PUBLIC_BUCKET_NAME: bucket } = exam.env();
      if (!bucket) return skipped("public_off");
      try {
        await exam
          .target()
          .client.send(
            new PutObjectCommand({ Bucket: bucket, Key: KEY, Body: BYTES, ContentType: "text/plain" }),
          );
      } catch (error) {
        const { finding, details } = failureOf(error);
        const known = finding === "denied" || finding === "bucket_missing";
        return failed(known ? "public_refused" : finding, { ...details, bucket });
      }
      return passed("public_there", { bucket });
    },
  },
  {
    id: "public_address",
    needs: ["public_bucket"],
    run: async (exam) => {
      const { R2_PUBLIC_BUCKET_NAME: bucket, R2_PUBLIC_BASE_URL: base = "" } = exam.env();
      if (!bucket || !base) return skipped("public_off");
      try {
        if ((await fetchPublic(exam, exam.key("sample"))).right)
          return failed("public_shows_private", { base });
        const { status, right } = await fetchPublic(exam, KEY);
        if (right) return passed("public_shows", { base });
        return failed(status === 200 ? "public_other" : "public_hides", { base, status });
      } finally {
        await exam.target().client.send(new DeleteObjectCommand({ Bucket: bucket, Key: KEY }));
      }
    },
  },
];
