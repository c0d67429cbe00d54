import "server-only";
import { AppError } from "#lib/errors.ts";
import type { Check } from "#lib/storage/doctor/check.ts";
import { BYTES, type Exam } from "#lib/storage/doctor/exam.ts";
import { failureOf } from "#lib/storage/doctor/failure.ts";
import { failed, noted, passed, warned } from "#lib/storage/doctor/outcomes.ts";
import { meteredFetch } from "#lib/storage/metered.ts";
import { createMultipart, joinMultipart, listParts, type SentPart } from "#lib/storage/multipart.ts";
import { signPart } from "#lib/storage/presign.ts";

/** Least bytes of a part that is not the last (S3, R2). */
const LEAST = 5 * 1024 * 1024;
/** A slow line: ten megabytes in two minutes. */
const PATIENCE_MS = 120_000;

async function send(exam: Exam, name: "list" | "unequal", uploadId: string, sizes: readonly number[]) {
  const parts: SentPart[] = [];
  for (const [index, size] of sizes.entries()) {
    const number = index + 1;
    const { url, headers } = await signPart(
      exam.target(),
      { key: exam.key(name), storeUploadId: uploadId, number, size, expiresIn: exam.write(name).expiresIn },
      await exam.guards(),
    );
    const answer = await meteredFetch(url, {
      method: "PUT",
      headers,
      body: new Uint8Array(size),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await answer.body?.cancel();
    if (!answer.ok) throw Object.assign(new Error("part"), { $metadata: { httpStatusCode: answer.status } });
    parts.push({ number, etag: answer.headers.get("etag") ?? "" });
  }
  return parts;
}

/** What becomes of parts that differ in size: taken, or refused when they are to be joined. */
async function joinUnequal(exam: Exam): Promise<"taken" | "refused"> {
  const uploadId = await createMultipart(exam.key("unequal"), exam.write("unequal"));
  const parts = await send(exam, "unequal", uploadId, [LEAST, LEAST + 1, 1]);
  try {
    return (await joinMultipart(exam.key("unequal"), uploadId, parts)) === "joined" ? "taken" : "refused";
  } catch (error) {
    const cause =
      error instanceof AppError ? (error.cause as { $metadata?: { httpStatusCode?: number } }) : null;
    if (cause?.$metadata?.httpStatusCode === 400) return "refused";
    throw error;
  }
}

/** How the store takes a file in parts. */
export const PARTS_CHECKS: readonly Check[] = [
  {
    id: "multipart",
    needs: ["signed"],
    run: async (exam) => ((await exam.proven()).multipart ? passed("parts_taken") : warned("parts_refused")),
  },
  {
    id: "list",
    needs: ["multipart"],
    run: async (exam) => {
      if (!(await exam.proven()).multipart) return noted("parts_unused");
      const uploadId = await createMultipart(exam.key("list"), exam.write("list"));
      const [sent] = await send(exam, "list", uploadId, [BYTES.length]);
      const found = await listParts(exam.key("list"), uploadId);
      if (found === null) return noted("list_absent");
      if (found === "over") return failed("list_over");
      const [part] = found;
      const right = found.length === 1 && part?.etag === sent?.etag && part?.size === BYTES.length;
      return right ? passed("list_right") : failed("list_wrong");
    },
  },
  {
    id: "unequal",
    needs: ["multipart"],
    run: async (exam) => {
      if (!(await exam.proven()).multipart) return noted("parts_unused");
      try {
        return passed((await joinUnequal(exam)) === "taken" ? "unequal_taken" : "unequal_refused");
      } catch (error) {
        // The app never sends such parts: a line too slow to try it on is no fault of the store.
        return failureOf(error).finding === "silent" ? noted("unequal_slow") : failureOf(error);
      }
    },
  },
];
