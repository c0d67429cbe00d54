import type { Json } from "#lib/api/openapi-schemas.ts";
import { MAX_SAID, SAID_HEADERS } from "#lib/http/said.ts";

type Described = { description: string; schema: Json };

const text = { type: "string" };
// Of what it means; each character can be three when it is percent-encoded.
const said = { type: "string", maxLength: MAX_SAID * 12 };
const count = { type: "integer", minimum: 0 };

/** Headers of answers. */
const ANSWER_HEADERS = {
  "X-Request-Id": {
    description: "What the service's log knows this request by: the caller's own, where it sent a sane one.",
    schema: text,
  },
  "RateLimit-Limit": { description: "Requests a minute. Of tokens alone, as the next two.", schema: count },
  "RateLimit-Remaining": { description: "Requests left in this minute.", schema: count },
  "RateLimit-Reset": { description: "Seconds until the next minute begins.", schema: count },
  "Retry-After": { description: "Seconds to wait.", schema: count },
  "Idempotent-Replayed": {
    description: "`true` where an earlier request with the same Idempotency-Key was answered so.",
    schema: { type: "string", const: "true" },
  },
  "WWW-Authenticate": { description: "How to say who is calling.", schema: text },
  Location: { description: "The address of the document.", schema: text },
  ETag: { description: "Of these very bytes.", schema: text },
  "Accept-Ranges": { description: "`bytes`.", schema: text },
  "Content-Range": { description: "Which bytes these are, or how many there are.", schema: text },
  "Content-Disposition": {
    description: "Whether to show or to save it, and under which name.",
    schema: text,
  },
} as const satisfies Record<string, Described>;

export type AnswerHeader = keyof typeof ANSWER_HEADERS;

/** Headers of requests, by their names among the components. */
const REQUEST_HEADERS = {
  IdempotencyKey: {
    name: "Idempotency-Key",
    in: "header",
    required: false,
    description:
      "A new UUID for what is to be done once however often it is sent: a second request with it gets the first one's " +
      "answer. 1 to 255 visible ASCII characters, bare or in double quotes; good for 24 hours.",
    schema: { type: "string", minLength: 1, maxLength: 512 },
  },
  OnBehalfOf: {
    name: SAID_HEADERS.on_behalf_of,
    in: "header",
    required: false,
    description:
      "For whom the program asks, as its own users know them. Goes into the audit as what was said; it opens and closes " +
      "nothing. What is not ASCII comes as percent-encoded UTF-8. Of tokens alone.",
    schema: said,
  },
  Purpose: {
    name: SAID_HEADERS.purpose,
    in: "header",
    required: false,
    description: "What the request is for. Goes into the audit, encoded as `Athena-On-Behalf-Of` is.",
    schema: said,
  },
  Range: {
    name: "Range",
    in: "header",
    required: false,
    description: "One range of bytes, such as `bytes=0-1023`. Another kind of range is as none.",
    schema: text,
  },
  IfRange: {
    name: "If-Range",
    in: "header",
    required: false,
    description: "The ETag of which it is to be a range: of another version all bytes come.",
    schema: text,
  },
} as const satisfies Record<string, Json>;

export type RequestHeader = keyof typeof REQUEST_HEADERS;

/** The components that answers and requests refer to. */
export const HEADER_COMPONENTS = { headers: ANSWER_HEADERS, parameters: REQUEST_HEADERS };

/** References to headers of an answer. */
export function answerHeaders(names: readonly AnswerHeader[]): Json {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

/** References to headers of a request. */
export function requestHeaders(names: readonly RequestHeader[]): Json[] {
  return names.map((name) => ({ $ref: `#/components/parameters/${name}` }));
}
