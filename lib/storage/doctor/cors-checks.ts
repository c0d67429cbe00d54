import "server-only";
import { SENT_HEADERS } from "#lib/storage/cors-rules.ts";
import type { Check } from "#lib/storage/doctor/check.ts";
import { exposed, lets, preflight, sendFrom } from "#lib/storage/doctor/cors-requests.ts";
import { BYTES, DISPOSITION, type Exam } from "#lib/storage/doctor/exam.ts";
import { failed, passed, skipped, warned } from "#lib/storage/doctor/outcomes.ts";
import type { Outcome } from "#lib/storage/doctor/types.ts";
import { GUARD_HEADERS } from "#lib/storage/guards.ts";
import { deleteObject } from "#lib/storage/objects.ts";
import { signGet, signPut } from "#lib/storage/presign.ts";

/** What a page sends with a PUT. */
const UPLOAD_HEADERS = SENT_HEADERS.filter((name) => name !== "range");

const signedPut = async (exam: Exam) => signPut(exam.target(), exam.write("origin"), await exam.guards());

const signedGet = (exam: Exam) => {
  const { key, contentType, expiresIn } = exam.write("sample");
  return signGet(exam.target(), { key, contentType, disposition: DISPOSITION, expiresIn });
};

/** Asks for every origin in turn; the first that is not right decides. */
async function forOrigins(
  { origins }: Exam,
  look: (origin: string) => Promise<Outcome | null>,
  right: Outcome,
): Promise<Outcome> {
  if (origins.length === 0) return skipped("origin_unknown");
  for (const origin of origins) {
    const outcome = await look(origin);
    if (outcome !== null) return outcome;
  }
  return right;
}

async function uploadFrom(exam: Exam, origin: string): Promise<Outcome | null> {
  const { url } = await signedPut(exam);
  const ask = (method: string, headers: readonly string[]) => preflight(url, { origin, method, headers });
  const proven = await exam.proven();
  const posts = proven.post && proven.postChecksum && exam.env().R2_UPLOAD_METHOD !== "put";
  const needed = UPLOAD_HEADERS.filter(
    (name) => !GUARD_HEADERS.includes(name) || proven.copyGuard || proven.aclGuard,
  );
  if (!(await ask("PUT", []))) {
    const reads = await ask("GET", []);
    return reads ? failed("cors_method", { origin, method: "PUT" }) : failed("cors_missing", { origin });
  }
  if (posts && !(await ask("POST", []))) return failed("cors_method", { origin, method: "POST" });
  if (await ask("PUT", needed)) return null;
  const taken = await Promise.all(needed.map((name) => ask("PUT", [name])));
  const lacking = needed.filter((_name, index) => !taken[index]);
  return failed("cors_headers", { origin, headers: (lacking.length > 0 ? lacking : needed).join(", ") });
}

async function readFrom(exam: Exam, origin: string): Promise<Outcome | null> {
  const url = await signedGet(exam);
  const answer = await sendFrom(origin, url, { method: "GET" });
  await answer.body?.cancel();
  if (!lets(answer, origin)) return failed("cors_method", { origin, method: "GET" });
  const ranges = await preflight(url, { origin, method: "GET", headers: ["range"] });
  return ranges ? null : warned("cors_range", { origin });
}

async function tagFrom(exam: Exam, origin: string): Promise<Outcome | null> {
  // Stored once for each origin: a store may answer a refusal without these headers.
  await deleteObject(exam.key("origin"));
  const { url, headers } = await signedPut(exam);
  const answer = await sendFrom(origin, url, { method: "PUT", headers, body: new Uint8Array(BYTES) });
  await answer.body?.cancel();
  const shown = exposed(answer);
  if (!shown.includes("etag") && !shown.includes("*")) return failed("cors_etag", { origin });
  return null;
}

/** What the bucket's CORS policy lets pages of this installation do. */
export const CORS_CHECKS: readonly Check[] = [
  {
    id: "cors_upload",
    needs: ["signed"],
    run: (exam) =>
      forOrigins(
        exam,
        (origin) => uploadFrom(exam, origin),
        passed("cors_upload_right", { origins: exam.origins.join(", ") }),
      ),
  },
  {
    id: "cors_read",
    needs: ["signed", "cors_upload"],
    run: (exam) => forOrigins(exam, (origin) => readFrom(exam, origin), passed("cors_read_right")),
  },
  {
    id: "cors_etag",
    needs: ["signed", "cors_upload"],
    run: (exam) => forOrigins(exam, (origin) => tagFrom(exam, origin), passed("cors_etag_right")),
  },
];
