import { EVENTS } from "#lib/api/events.ts";
import { type Json, reference } from "#lib/api/openapi-schemas.ts";
import { SENT_TYPES, type SentType } from "#lib/webhooks/constants.ts";

const HEADERS: readonly Json[] = [
  ["webhook-id", "The same for every try: a receiver that has seen it may do nothing."],
  ["webhook-timestamp", "Seconds since 1970. Refuse what is older than five minutes."],
  [
    "webhook-signature",
    "Standard Webhooks' `v1,` and an HMAC; several, with spaces between, for a day after a new secret.",
  ],
].map(([name, description]) => ({
  name,
  in: "header",
  required: true,
  description,
  schema: { type: "string" },
}));

function describeEvent(type: SentType): Json {
  const { summary, data } = EVENTS[type];
  const words = type.split(".").map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return {
    post: {
      operationId: `on${words.join("")}`,
      tags: ["webhooks"],
      summary,
      security: [],
      parameters: HEADERS,
      requestBody: {
        required: true,
        content: {
          "application/json": {
            schema: {
              type: "object",
              required: ["id", "type", "occurred_at", "school_id", "data"],
              properties: {
                id: { type: "string", format: "uuid", description: "The `webhook-id`." },
                type: { type: "string", const: type },
                occurred_at: { type: "string", format: "date-time" },
                school_id: { type: "string", format: "uuid" },
                data: reference(data),
              },
            },
          },
        },
      },
      responses: { "2XX": { description: "It was received. Anything else is tried again." } },
    },
  };
}

/** What the service sends to the addresses that a school has given, as OpenAPI has it. */
export function describeWebhooks(): Json {
  return Object.fromEntries(SENT_TYPES.map((type) => [type, describeEvent(type)]));
}
