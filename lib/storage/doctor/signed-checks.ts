import "server-only";
import type { Check } from "#lib/storage/doctor/check.ts";
import { BYTES, SIGNED_SECONDS } from "#lib/storage/doctor/exam.ts";
import { failed, noted, passed, warned } from "#lib/storage/doctor/outcomes.ts";
import { meteredFetch } from "#lib/storage/metered.ts";
import { signGet } from "#lib/storage/presign.ts";
import { put, refused } from "#lib/storage/probe-requests.ts";

const PATIENCE_MS = 15_000;
const ASKED = 'attachment; filename="asked.txt"';

/** What a signed request holds the one who uses it to. Most of it the probe has found out, which decides how to upload. */
export const SIGNED_CHECKS: readonly Check[] = [
  {
    id: "signed",
    needs: ["store"],
    run: async (exam) => {
      await exam.proven();
      return passed("signed_taken");
    },
  },
  {
    id: "size",
    needs: ["signed"],
    run: async (exam) => {
      const proven = await exam.proven();
      if (proven.signedHeaders) return passed("size_held");
      return proven.post && proven.postChecksum ? warned("size_by_post") : failed("size_open");
    },
  },
  {
    id: "type",
    needs: ["signed"],
    run: async (exam) => {
      const guards = await exam.guards();
      const status = await put(exam.target(), exam.write("typed"), BYTES, guards, {
        "content-type": "text/html",
      });
      return refused(status) ? passed("type_held") : warned("type_open");
    },
  },
  {
    id: "overwrite",
    needs: ["signed"],
    run: async (exam) => {
      const proven = await exam.proven();
      if (proven.conditionalPut) return passed("overwrite_refused");
      return proven.post && proven.postChecksum ? warned("overwrite_by_post") : failed("overwrite_open");
    },
  },
  {
    id: "unsigned",
    needs: ["signed"],
    run: async (exam) => {
      const { copyGuard, aclGuard } = await exam.guards();
      return copyGuard || aclGuard ? noted("unsigned_guarded") : passed("unsigned_refused");
    },
  },
  {
    id: "checksum",
    needs: ["signed"],
    run: async (exam) =>
      (await exam.proven()).putChecksum ? passed("checksum_held") : noted("checksum_by_app"),
  },
  {
    id: "post",
    needs: ["signed"],
    run: async (exam) => {
      const proven = await exam.proven();
      const wanted = exam.env().R2_UPLOAD_METHOD === "post";
      if (proven.post && proven.postChecksum) return passed("post_taken");
      if (wanted) return warned("post_wanted");
      return noted(proven.post ? "post_unchecked" : "post_absent");
    },
  },
  {
    id: "disposition",
    needs: ["signed", "read"],
    run: async (exam) => {
      const url = await signGet(exam.target(), {
        key: exam.key("sample"),
        contentType: "text/plain",
        disposition: ASKED,
        expiresIn: SIGNED_SECONDS,
      });
      const answer = await meteredFetch(url, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
      const bytes = Buffer.from(await answer.arrayBuffer());
      if (!answer.ok || !bytes.equals(BYTES)) return failed("get_refused", { status: answer.status });
      const told = answer.headers.get("content-disposition") ?? "";
      if (told.includes("asked.txt")) return passed("disposition_taken");
      return told.includes("stored.txt") ? noted("disposition_kept") : warned("disposition_lost");
    },
  },
];
