"use server";

import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { parseInput } from "#lib/parse-input.ts";
import { requestUploads } from "#lib/uploads/request.ts";
import { uploadRequests } from "#lib/uploads/schema.ts";
import type { UploadAnswer, UploadRequest } from "#lib/uploads/types.ts";

/** Opens uploads for at most 50 files; each gets its own answer. */
export async function requestUploadsAction(files: UploadRequest[]): Promise<ActionResult<UploadAnswer[]>> {
  return runActorAction((actor) => requestUploads(actor, parseInput(uploadRequests, files)));
}
