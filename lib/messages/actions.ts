"use server";

import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import type { Box } from "#lib/messages/constants.ts";
import { getDraft, listMessages } from "#lib/messages/data.ts";
import { attachDocuments, detachDocument, saveDraft } from "#lib/messages/draft.mutations.ts";
import { discardDraft, markMessage, moveMessage, sendDraft } from "#lib/messages/mutations.ts";
import { setWantsMail } from "#lib/messages/notice.mutations.ts";
import { findRecipients } from "#lib/messages/people.data.ts";
import {
  attaching,
  boxRequest,
  detaching,
  draftContent,
  mailWish,
  marking,
  messageId,
  moving,
  recipientSearch,
} from "#lib/messages/schema.ts";
import type { Content, Draft, MessagePage, Recipient } from "#lib/messages/types.ts";
import { parseInput } from "#lib/parse-input.ts";

/** The next page of a box. */
export async function listMessagesAction(request: {
  box: Box;
  q: string;
  cursor: string | null;
}): Promise<ActionResult<MessagePage>> {
  return runActorAction((actor) => listMessages(actor, parseInput(boxRequest, request)));
}

/** Members whose name has `q` in it. */
export async function findRecipientsAction(q: string): Promise<ActionResult<Recipient[]>> {
  return runActorAction((actor) => findRecipients(actor, parseInput(recipientSearch, q)));
}

/** Keeps what is being written; `id` is null for a new draft. */
export async function saveDraftAction(
  request: { id: string | null } & Content,
): Promise<ActionResult<{ id: string }>> {
  return runActorAction(async (actor) => {
    const { id, ...content } = parseInput(draftContent, request);
    return { id: await saveDraft(actor, id, content) };
  });
}

/** Attaches documents that the school has; answers the draft as it is then. */
export async function attachDocumentsAction(request: {
  id: string;
  documentIds: string[];
}): Promise<ActionResult<Draft>> {
  return runActorAction(async (actor) => {
    const { id, documentIds } = parseInput(attaching, request);
    await attachDocuments(actor, id, documentIds);
    return getDraft(actor, id);
  });
}

/** Takes a document off a draft. */
export async function detachDocumentAction(request: {
  id: string;
  documentId: string;
}): Promise<ActionResult<null>> {
  return runActorAction(async (actor) => {
    const { id, documentId } = parseInput(detaching, request);
    await detachDocument(actor, id, documentId);
    return null;
  });
}

/** Sends a draft. */
export async function sendDraftAction(id: string): Promise<ActionResult<null>> {
  return runActorAction(async (actor) => {
    await sendDraft(actor, parseInput(messageId, id));
    return null;
  });
}

/** Gives a draft up. */
export async function discardDraftAction(id: string): Promise<ActionResult<null>> {
  return runActorAction(async (actor) => {
    await discardDraft(actor, parseInput(messageId, id));
    return null;
  });
}

/** Notes whether the reader has read a message. */
export async function markMessageAction(request: { id: string; read: boolean }): Promise<ActionResult<null>> {
  return runActorAction(async (actor) => {
    const { id, read } = parseInput(marking, request);
    await markMessage(actor, id, read);
    return null;
  });
}

/** Takes a message out of the reader's own box, or puts it back. */
export async function moveMessageAction(request: {
  id: string;
  box: "inbox" | "sent";
  to: "gone" | "back";
}): Promise<ActionResult<null>> {
  return runActorAction(async (actor) => {
    const { id, box, to } = parseInput(moving, request);
    await moveMessage(actor, id, box, to);
    return null;
  });
}

/** Has the reader told of messages by mail, or not. */
export async function setMessageMailAction(wants: boolean): Promise<ActionResult<null>> {
  return runActorAction(async (actor) => {
    await setWantsMail(actor, parseInput(mailWish, wants));
    return null;
  });
}
