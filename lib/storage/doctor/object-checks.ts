import "server-only";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import type { Check } from "#lib/storage/doctor/check.ts";
import { BYTES, DISPOSITION, type Exam } from "#lib/storage/doctor/exam.ts";
import { failed, passed } from "#lib/storage/doctor/outcomes.ts";
import { deleteObject, headObject, readObject, readRange } from "#lib/storage/objects.ts";
import { isPublic } from "#lib/storage/probe-requests.ts";

async function put(exam: Exam, name: "sample" | "doomed"): Promise<void> {
  const { client, bucket } = exam.target();
  await client.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: exam.key(name),
      Body: BYTES,
      ContentType: "text/plain",
      ContentDisposition: DISPOSITION,
    }),
  );
}

/** Whether a file can be stored, asked about, read, and deleted. */
export const OBJECT_CHECKS: readonly Check[] = [
  {
    id: "store",
    needs: ["bucket", "database"],
    run: async (exam) => {
      await exam.begin();
      await put(exam, "sample");
      return passed("stored", { bytes: BYTES.length });
    },
  },
  {
    id: "head",
    needs: ["store"],
    run: async (exam) => {
      const head = await headObject(exam.key("sample"));
      if (head === null) return failed("head_missing");
      const right = head.size === BYTES.length && head.contentType.startsWith("text/plain");
      return right ? passed("head_right") : failed("head_wrong", { size: head.size, type: head.contentType });
    },
  },
  {
    id: "read",
    needs: ["store"],
    run: async (exam) => {
      const bytes = await readObject(exam.key("sample"));
      return bytes !== null && BYTES.equals(bytes) ? passed("read_right") : failed("read_wrong");
    },
  },
  {
    id: "range",
    needs: ["store"],
    run: async (exam) => {
      const bytes = await readRange(exam.key("sample"), 7, 10);
      return BYTES.subarray(7, 11).equals(bytes) ? passed("range_right") : failed("range_wrong");
    },
  },
  {
    id: "delete",
    needs: ["store"],
    run: async (exam) => {
      await put(exam, "doomed");
      await deleteObject(exam.key("doomed"));
      return (await headObject(exam.key("doomed"))) === null ? passed("deleted") : failed("delete_kept");
    },
  },
  {
    id: "private",
    needs: ["store"],
    run: async (exam) =>
      (await isPublic(exam.target(), exam.key("sample"))) ? failed("private_open") : passed("private_shut"),
  },
];
