"use server";

import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { requireSchool } from "#lib/auth/require-school.ts";
import { parseInput } from "#lib/parse-input.ts";
import { requestUploads } from "#lib/uploads/request.ts";
import { uploadRequests } from "#lib/uploads/schema.ts";
import type { UploadAnswer, UploadRequest } from "#lib/uploads/types.ts";

/**
 * Opens uploads for at most 50 files; each gets its own answer. `schoolId` is the school that the page shows: another
 * tab may have changed to another since, and a file must never arrive in a school that it was not meant for.
 */
export async function requestUploadsAction(
  schoolId: string,
  files: UploadRequest[],
): Promise<ActionResult<UploadAnswer[]>> {
  return runActorAction((actor) => {
    requireSchool(actor, schoolId);
    return requestUploads(actor, parseInput(uploadRequests, files));
  });
}
