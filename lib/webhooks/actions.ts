"use server";

import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { parseInput } from "#lib/parse-input.ts";
import type { EventType } from "#lib/webhooks/constants.ts";
import {
  addWebhook,
  changeWebhook,
  deleteWebhook,
  redeliver,
  rotateSecret,
  sendTest,
} from "#lib/webhooks/mutations.ts";
import { newWebhook, webhookChange, webhookId } from "#lib/webhooks/schema.ts";

/** Adds an address; answers the secret, for the one time. */
export async function addWebhookAction(wanted: {
  url: string;
  events: EventType[];
  restricted?: boolean;
}): Promise<ActionResult<{ id: string; secret: string }>> {
  return runActorAction((actor) => addWebhook(actor, parseInput(newWebhook, wanted)));
}

/** Changes where an address is, what it is told of, or whether it is told anything. */
export async function changeWebhookAction(wanted: {
  id: string;
  url?: string;
  events?: EventType[];
  restricted?: boolean;
  active?: boolean;
}): Promise<ActionResult<void>> {
  return runActorAction((actor) => {
    const { id, ...change } = parseInput(webhookChange, wanted);
    return changeWebhook(actor, id, change);
  });
}

/** Gives an address another secret, and answers it, for the one time. */
export async function rotateSecretAction(id: string): Promise<ActionResult<{ secret: string }>> {
  return runActorAction((actor) => rotateSecret(actor, parseInput(webhookId, id)));
}

/** Deletes an address with its deliveries. */
export async function deleteWebhookAction(id: string): Promise<ActionResult<void>> {
  return runActorAction((actor) => deleteWebhook(actor, parseInput(webhookId, id)));
}

/** Has a delivery sent that tells of nothing. */
export async function sendTestAction(id: string): Promise<ActionResult<void>> {
  return runActorAction((actor) => sendTest(actor, parseInput(webhookId, id)));
}

/** Has a delivery sent once more. */
export async function redeliverAction(id: string): Promise<ActionResult<void>> {
  return runActorAction((actor) => redeliver(actor, parseInput(webhookId, id)));
}
