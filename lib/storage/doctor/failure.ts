import { failed } from "#lib/storage/doctor/outcomes.ts";
import type { Finding, Outcome } from "#lib/storage/doctor/types.ts";

type Failure = Error & { code?: unknown; errors?: unknown[]; $metadata?: { httpStatusCode?: number } };

/** What stores answer (r2.md, "Errors worth explaining") and what the line answers in their stead. */
const FINDINGS: Readonly<Record<string, Finding>> = {
  Unauthorized: "key_unknown",
  InvalidAccessKeyId: "key_unknown",
  SignatureDoesNotMatch: "secret_wrong",
  InvalidArgument: "key_refused",
  AccessDenied: "denied",
  NotEntitled: "not_entitled",
  RequestTimeTooSkewed: "clock_refused",
  ExpiredRequest: "clock_refused",
  AuthorizationHeaderMalformed: "region_wrong",
  PermanentRedirect: "region_wrong",
  NoSuchBucket: "bucket_missing",
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  ENOTFOUND: "dns_unknown",
  EAI_AGAIN: "dns_down",
  ETIMEDOUT: "silent",
  TimeoutError: "silent",
  UND_ERR_CONNECT_TIMEOUT: "silent",
  ECONNRESET: "cut",
  EPIPE: "cut",
  EPROTO: "tls_failed",
  CERT_HAS_EXPIRED: "tls_expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "tls_name",
  DEPTH_ZERO_SELF_SIGNED_CERT: "tls_untrusted",
  SELF_SIGNED_CERT_IN_CHAIN: "tls_untrusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "tls_untrusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "tls_untrusted",
};

const words = (failure: Failure) => [failure.name, failure.code].filter((word) => typeof word === "string");

/** An error and what caused it, outermost first. */
function chain(error: unknown): Failure[] {
  const found: Failure[] = [];
  for (let at = error; at instanceof Error && found.length < 6; ) {
    found.push(at);
    at = at instanceof AggregateError ? at.errors[0] : at.cause;
  }
  return found;
}

const SSL_FAILURE = /^ERR_SSL_|^ERR_TLS_/;

/** What a failed call to the store has shown. */
export function failureOf(error: unknown): Outcome {
  const failures = chain(error);
  const answered = failures.flatMap(words);
  for (const word of answered) {
    const finding = FINDINGS[word] ?? (SSL_FAILURE.test(word) ? "tls_failed" : undefined);
    if (finding) return failed(finding);
  }
  const status =
    failures.find((failure) => failure.$metadata?.httpStatusCode)?.$metadata?.httpStatusCode ?? 0;
  if (status === 403 || status === 401) return failed("denied");
  if (status >= 500 || status === 429) return failed("unwell", { status });
  const innermost = failures.at(-1);
  const code = typeof innermost?.code === "string" ? innermost.code : innermost?.name;
  const answer = code ?? "unknown";
  return failed("unexpected", { answer: status ? `${answer}, ${status}` : answer });
}

/** The word by which the store named its failure; empty where it named none. */
export function nameOf(error: unknown): string {
  return chain(error).find((failure) => failure.$metadata)?.name ?? "";
}
