import { Refusal } from "#lib/oidc/refusal.ts";

/** Whom a provider says that somebody is, once its word was checked. */
export type Known = {
  issuer: string;
  subject: string;
  /** Lower case; null where the provider does not vouch for one. */
  email: string | null;
  /** Whether the provider asked for a second factor itself (RFC 8176). */
  mfa: boolean;
  /** When it last asked them to show who they are; null where it does not say. */
  authenticatedAt: Date | null;
};

/** What an ID token says; whatever else is in it does not matter. */
export type Claims = Readonly<Record<string, unknown>>;

/** ASCII alone: of other letters some become ASCII when they are made small, and so somebody else's address. */
const EMAIL = /^[\x21-\x3f\x41-\x7e]{1,64}@[\x21-\x3f\x41-\x7e]{1,189}$/;
/** The last second that a `Date` can tell. */
const MAX_SECONDS = 8_640_000_000_000;
const GOOGLE = "https://accounts.google.com";

/**
 * Whether Google answers for an e-mail: as the one that gave it, or to the domain that manages the account. Any other was
 * its owner's when the account was opened, and may be somebody else's by now.
 */
function isGooglesOwn({ email, hd }: Claims): boolean {
  return (typeof hd === "string" && hd !== "") || String(email).toLowerCase().endsWith("@gmail.com");
}

/**
 * Whether the e-mail is the account's own. Anybody can write any e-mail into an account of their own at Entra
 * ("nOAuth"), which therefore says `xms_edov` of those whose domain was proven, and never `email_verified`.
 */
function isVerified(claims: Claims, trustsEmail: boolean): boolean {
  const { email_verified: verified, xms_edov: isOwnersDomain } = claims;
  if (verified === false || verified === "false") return false;
  if (trustsEmail) return true;
  if (claims["iss"] === GOOGLE && !isGooglesOwn(claims)) return false;
  if (verified === true || verified === "true") return true;
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
  const { iss, sub, email, hd, amr, auth_time: authTime } = claims;
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
    const mayEnter = (domain: unknown) =>
      typeof domain === "string" && domains.includes(domain.toLowerCase());
    if (iss === GOOGLE && !mayEnter(hd)) throw new Refusal("domain");
    if (own === null) throw new Refusal("unverified");
    if (iss !== GOOGLE && !mayEnter(own.slice(own.lastIndexOf("@") + 1))) throw new Refusal("domain");
  }
  return {
    issuer: iss,
    subject: sub,
    email: own,
    mfa: Array.isArray(amr) && amr.includes("mfa"),
    // Seconds since 1970; what no calendar knows is nothing that was said.
    authenticatedAt:
      typeof authTime === "number" && authTime >= 0 && authTime <= MAX_SECONDS
        ? new Date(authTime * 1000)
        : null,
  };
}
