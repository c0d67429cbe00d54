import { Refusal } from "#lib/oidc/refusal.ts";

/** Whom a provider says that somebody is, once its word was checked. */
export type Known = {
  issuer: string;
  subject: string;
  /** Lower case; null where the provider does not vouch for one. */
  email: string | null;
  /** Whether the provider asked for a second factor itself (RFC 8176). */
  mfa: boolean;
};

/** What an ID token says; whatever else is in it does not matter. */
export type Claims = Readonly<Record<string, unknown>>;

const EMAIL = /^[^\s@\p{Cc}]{1,64}@[^\s@\p{Cc}]{1,189}$/u;
const GOOGLE = "https://accounts.google.com";

/**
 * Whether the e-mail is the account's own. Anybody can write any e-mail into an account of their own at Entra
 * ("nOAuth"), which therefore says `xms_edov` of those whose domain was proven, and never `email_verified`.
 */
function isVerified(claims: Claims, trustsEmail: boolean): boolean {
  const { email_verified: verified, xms_edov: isOwnersDomain } = claims;
  if (verified === false || verified === "false") return false;
  if (trustsEmail || verified === true || verified === "true") return true;
  return (
    isOwnersDomain === true || isOwnersDomain === 1 || isOwnersDomain === "1" || isOwnersDomain === "true"
  );
}

/**
 * Reads whom a checked ID token is about.
 * @param rules whose e-mails may come in, null for all; and whether the operator vouches for all that are told.
 * @throws {Refusal} `failed` for a token without a subject, `domain` for a domain that may not come in.
 */
export function readClaims(
  claims: Claims,
  { domains, trustsEmail }: { domains: readonly string[] | null; trustsEmail: boolean },
): Known {
  const { iss, sub, email, hd, amr } = claims;
  // OpenID Connect Core, section 2: at most 255 characters of ASCII.
  if (typeof iss !== "string" || typeof sub !== "string" || !/^[\x21-\x7e]{1,255}$/.test(sub)) {
    throw new Refusal("failed", "no_subject");
  }
  const own =
    typeof email === "string" && EMAIL.test(email) && isVerified(claims, trustsEmail)
      ? email.toLowerCase()
      : null;
  if (domains !== null) {
    // A Google account of one's own may have an e-mail of the school: `hd` alone says that the school gave it.
    const domain = iss === GOOGLE ? hd : own?.slice(own.lastIndexOf("@") + 1);
    if (own === null) throw new Refusal("unverified");
    if (typeof domain !== "string" || !domains.includes(domain.toLowerCase())) throw new Refusal("domain");
  }
  return {
    issuer: iss,
    subject: sub,
    email: own,
    mfa: Array.isArray(amr) && amr.includes("mfa"),
  };
}
