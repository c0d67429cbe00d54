import { z } from "zod";
import type { CloudflareReason } from "#lib/usage/cloudflare/types.ts";

/** Why Cloudflare's figures are not to be had. The message is for the log and holds no secret. */
export class CloudflareError extends Error {
  readonly reason: CloudflareReason;

  constructor(reason: CloudflareReason, said: string) {
    super(`cloudflare: ${reason}: ${said}`);
    this.name = "CloudflareError";
    this.reason = reason;
  }
}

const refusal = z.object({
  errors: z
    .array(
      z.object({
        message: z.string(),
        code: z.number().optional(),
        extensions: z.object({ code: z.string().optional() }).nullish(),
      }),
    )
    .min(1),
});

type Refusal = z.infer<typeof refusal>["errors"][number];

/** Codes of the API itself for a token that is malformed, unknown or not allowed. */
const TOKEN_CODES = new Set([1000, 6003, 6111, 9109, 10_000]);
const TOKEN_WORDS = /authenticat|authoriz|authoris|api token|access token/i;
const BUSY_WORDS = /rate limit|too many|budget|limit reached/i;

/** An answer may hold errors whatever its status (https://developers.cloudflare.com/analytics/graphql-api/errors/). */
function reasonOf({ message, code, extensions }: Refusal): CloudflareReason {
  const kind = extensions?.code ?? "";
  if (TOKEN_CODES.has(code ?? 0) || /^auth[nz]$/i.test(kind) || TOKEN_WORDS.test(message)) return "refused";
  return BUSY_WORDS.test(message) ? "busy" : "question";
}

function byStatus(status: number): CloudflareReason | null {
  if (status === 401 || status === 403) return "refused";
  if (status === 429) return "busy";
  return status >= 500 ? "unwell" : null;
}

/** The failure that an answer tells of, by its status or its list of errors; null where it tells of none. */
export function failureIn(status: number, body: unknown): CloudflareError | null {
  const [first] = refusal.safeParse(body).data?.errors ?? [];
  const reason = byStatus(status) ?? (first === undefined ? null : reasonOf(first));
  return reason === null ? null : new CloudflareError(reason, `${status} ${first?.message ?? ""}`.trim());
}
