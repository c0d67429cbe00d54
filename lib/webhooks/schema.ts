import { z } from "zod";
import { EVENT_TYPES, MAX_URL } from "#lib/webhooks/constants.ts";

const id = z.guid();
const url = z.string().trim().min(1).max(MAX_URL);
const events = z
  .array(z.enum(EVENT_TYPES))
  .min(1)
  .transform((chosen) => EVENT_TYPES.filter((type) => chosen.includes(type)));

/** A new address, and what it is told of. */
export const newWebhook = z.strictObject({ url, events, restricted: z.boolean().optional() });

/** What can be changed of an address. */
export const webhookChange = z.strictObject({
  id,
  url: url.optional(),
  events: events.optional(),
  restricted: z.boolean().optional(),
  active: z.boolean().optional(),
});

export const webhookId = id;
