import { readProblem } from "#components/upload/failures.ts";
import type { ActionResult } from "#lib/action-result.ts";
import type { OfferedFile, UploadOffer } from "#lib/uploads/types.ts";

/**
 * Asks for a way to upload files into the school that the page shows. A route's address is the same in every build of
 * the app; a server action's is not, and a tab may upload while a new build is started.
 * @throws {Error} when there is no answer, or not one of ours.
 */
export async function offer(schoolId: string, files: OfferedFile[]): Promise<ActionResult<UploadOffer[]>> {
  const response = await fetch("/api/uploads", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ schoolId, files }),
  });
  const answer: unknown = await response.json();
  if (response.ok) return { ok: true, data: (answer as { offers: UploadOffer[] }).offers };
  const problem = readProblem(answer);
  if (problem === null) throw new Error("no answer of ours");
  return { ok: false, ...problem };
}
