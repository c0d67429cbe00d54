"use server";

import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { openDocument } from "#lib/documents/access.ts";
import { findReadable } from "#lib/documents/data.ts";
import { toItem } from "#lib/documents/item.ts";
import type { OpenedDocument } from "#lib/documents/types.ts";
import { parseInput } from "#lib/parse-input.ts";
import { listVersions } from "#lib/versions/data.ts";
import { deleteVersion, restoreVersion } from "#lib/versions/mutations.ts";
import { oneVersion, openedVersion, versionsRequest } from "#lib/versions/schema.ts";
import type { Replaced, VersionPage } from "#lib/versions/types.ts";

type One = { id: string; number: number };

/** The versions of a document, newest first, those below a number where one is given. */
export async function listVersionsAction(request: {
  id: string;
  below: number | null;
}): Promise<ActionResult<VersionPage>> {
  return runActorAction((actor) => {
    const { id, below } = parseInput(versionsRequest, request);
    return listVersions(actor, id, below);
  });
}

/** Opens an old version for viewing. */
export async function openVersionAction(
  request: One & { afresh: boolean },
): Promise<ActionResult<OpenedDocument>> {
  return runActorAction((actor) => {
    const { id, number: version, afresh } = parseInput(openedVersion, request);
    return openDocument(actor, id, { version, afresh });
  });
}

/** Makes an old version current again, and answers what the document is now. */
export async function restoreVersionAction(request: One): Promise<ActionResult<Replaced>> {
  return runActorAction(async (actor) => {
    const { id, number } = parseInput(oneVersion, request);
    await restoreVersion(actor, id, number);
    const { filename, version, contentType, fileSize, sha256, sha256Verified } = toItem(
      actor,
      await findReadable(actor, id),
    );
    return { id, filename, version, contentType, fileSize, sha256, sha256Verified };
  });
}

/** Deletes an old version for good. */
export async function deleteVersionAction(request: One): Promise<ActionResult<null>> {
  return runActorAction(async (actor) => {
    const { id, number } = parseInput(oneVersion, request);
    await deleteVersion(actor, id, number);
    return null;
  });
}
