import { adviceFor } from "#lib/storage/advice.ts";
import { failed } from "#lib/storage/doctor/outcomes.ts";
import type { Finding, Outcome } from "#lib/storage/doctor/types.ts";
import type { StoreReason } from "#lib/storage/reasons.ts";

type Failure = Error & { code?: unknown; $metadata?: { httpStatusCode?: number } };

/** What the reasons that the product knows are to somebody who is setting a store up. */
const FINDINGS: Readonly<Partial<Record<StoreReason, Finding>>> = {
  dns: "dns_unknown",
  dns_away: "dns_down",
  connection_refused: "refused",
  unreachable: "unreachable",
  tls: "tls_failed",
  connection_lost: "cut",
  timed_out: "silent",
  unwell: "unwell",
  busy: "unwell",
  key_unknown: "key_unknown",
  key_malformed: "key_refused",
  secret_wrong: "secret_wrong",
  access_denied: "denied",
  not_entitled: "not_entitled",
  clock: "clock_refused",
  bucket_missing: "bucket_missing",
  region: "region_wrong",
};

/** Which fault a certificate has: that helps where "not secure" does not. */
const CERTIFICATES: Readonly<Record<string, Finding>> = {
  CERT_HAS_EXPIRED: "tls_expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "tls_name",
  DEPTH_ZERO_SELF_SIGNED_CERT: "tls_untrusted",
  SELF_SIGNED_CERT_IN_CHAIN: "tls_untrusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "tls_untrusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "tls_untrusted",
};

/** An error and what caused it, outermost first. */
function chain(error: unknown): Failure[] {
  const found: Failure[] = [];
  for (let at = error; at instanceof Error && found.length < 6; at = at.cause) found.push(at);
  return found;
}

const codeOf = ({ code }: Failure) => (typeof code === "string" ? code : "");

/** What a failed call to the store has shown. */
export function failureOf(error: unknown): Outcome {
  const failures = chain(error);
  const status = failures.find((failure) => failure.$metadata)?.$metadata?.httpStatusCode ?? 0;
  const certificate = failures.map((failure) => CERTIFICATES[codeOf(failure)]).find(Boolean);
  const finding = certificate ?? FINDINGS[adviceFor(error).reason];
  if (finding === "unwell") return failed(finding, { status });
  if (finding) return failed(finding);
  const innermost = failures.at(-1);
  const answer = innermost ? codeOf(innermost) || innermost.name : "unknown";
  return failed("unexpected", { answer: status ? `${answer}, ${status}` : answer });
}

/** The word by which the store named its failure; empty where it named none. */
export function nameOf(error: unknown): string {
  return chain(error).find((failure) => failure.$metadata)?.name ?? "";
}
