"use server";

import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { openDocument } from "#lib/documents/access.ts";
import { findReadable } from "#lib/documents/data.ts";
import { toItem } from "#lib/documents/item.ts";
import type { OpenedDocument } from "#lib/documents/types.ts";
import { parseInput } from "#lib/parse-input.ts";
import type { OLD_VERSION_DAYS } from "#lib/versions/constants.ts";
import { listVersions } from "#lib/versions/data.ts";
import { deleteVersion, restoreVersion } from "#lib/versions/mutations.ts";
import { countOldVersions } from "#lib/versions/old.data.ts";
import { deleteOldVersions } from "#lib/versions/old.mutations.ts";
import {
  oldOfDocument,
  oldVersions,
  oneVersion,
  openedVersion,
  versionsRequest,
} from "#lib/versions/schema.ts";
import type { OldVersions, Replaced, VersionPage } from "#lib/versions/types.ts";

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
    const { filename, version, contentType, fileSize, sha256, sha256Verified, quarantine } = toItem(
      actor,
      await findReadable(actor, id),
    );
    return { id, filename, version, contentType, fileSize, sha256, sha256Verified, quarantine };
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

/** What would be lost with old versions. */
export async function countOldVersionsAction(request: {
  days: (typeof OLD_VERSION_DAYS)[number];
  documentId: string | null;
}): Promise<ActionResult<OldVersions>> {
  return runActorAction((actor) => countOldVersions(actor, parseInput(oldVersions, request)));
}

/** Deletes the old versions of a document for good; answers how many there were. */
export async function deleteOldVersionsAction(request: {
  id: string;
  upTo: string;
}): Promise<ActionResult<number>> {
  return runActorAction((actor) => {
    const { id, upTo } = parseInput(oldOfDocument, request);
    return deleteOldVersions(actor, id, new Date(upTo));
  });
}
