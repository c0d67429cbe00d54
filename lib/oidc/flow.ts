import "server-only";
import { decode, encode } from "next-auth/jwt";
import {
  AuthorizationResponseError,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from "openid-client";
import { overHttps } from "#lib/auth/cookie.ts";
import { config } from "#lib/config.ts";
import type { RequestOrigin } from "#lib/http/origin.ts";
import { type Claims, type Known, readClaims } from "#lib/oidc/claims.ts";
import { FLOW_MINUTES } from "#lib/oidc/constants.ts";
import { countWay, useFlow } from "#lib/oidc/limits.ts";
import { openProvider } from "#lib/oidc/provider.ts";
import { Refusal } from "#lib/oidc/refusal.ts";
import type { ProviderSettings } from "#lib/oidc/settings.ts";

/** What a browser keeps while it is at the provider. */
type Flow = { state: string; nonce: string; verifier: string; next: string; redirectUri: string };

/** Other things are sealed with the same secret: none of them is a flow, and no flow is one of them. */
const SALT = "provider-flow";

/** The cookie that a flow is kept in: of no use to anybody else, and gone with the answer. */
export function flowCookie() {
  const secure = overHttps();
  return {
    name: secure ? "__Host-athena-provider" : "athena-provider",
    options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure, maxAge: FLOW_MINUTES * 60 },
  };
}

async function sealFlow(flow: Flow): Promise<string> {
  return encode({
    token: flow,
    secret: config().NEXTAUTH_SECRET,
    salt: SALT,
    maxAge: FLOW_MINUTES * 60,
  });
}

async function unsealFlow(value: string | undefined): Promise<Flow | null> {
  if (!value) return null;
  try {
    const token = await decode({ token: value, secret: config().NEXTAUTH_SECRET, salt: SALT });
    return token as unknown as Flow | null;
  } catch {
    return null;
  }
}

/** Where a flow was heading, for as long as it is one. */
export async function nextOfFlow(value: string | undefined): Promise<string | undefined> {
  return (await unsealFlow(value))?.next;
}

/** What went wrong between us and the provider. */
function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof AuthorizationResponseError) {
    const problem = error.error === "access_denied" ? "cancelled" : "failed";
    return new Refusal(problem, "refused_by_provider", { cause: error });
  }
  const { code, message } = error as { code?: string; message?: string };
  const isDown =
    message === "fetch failed" || code === "OAUTH_TIMEOUT" || code === "OAUTH_RESPONSE_IS_NOT_CONFORM";
  return isDown
    ? new Refusal("unavailable", "provider_down", { cause: error })
    : new Refusal("failed", code ?? "protocol", { cause: error });
}

/** How the provider is told to let people choose another account. All know `login`, and some a question for it. */
function promptFor(provider: Configuration): string {
  const { issuer, prompt_values_supported: values } = provider.serverMetadata();
  const asks = ["accounts.google.com", "login.microsoftonline.com"].includes(new URL(issuer).host);
  const isListed = Array.isArray(values) && values.includes("select_account");
  return asks || isListed ? "select_account" : "login";
}

/**
 * Begins to sign somebody in with the provider.
 * @param to where they come back to, which the provider must know, and where they were heading, a path of our own;
 * `again` lets them choose another account than the last.
 * @returns the provider's page, and the cookie's value that their browser has to bring back.
 * @throws {Refusal} `unavailable` where it does not answer.
 */
export async function beginFlow(
  settings: ProviderSettings,
  to: { redirectUri: string; next: string; again: boolean },
): Promise<{ url: URL; cookie: string }> {
  try {
    const provider = await openProvider(settings);
    const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
    const url = buildAuthorizationUrl(provider, {
      redirect_uri: to.redirectUri,
      scope: "openid email profile",
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      ...(to.again && { prompt: promptFor(provider) }),
    });
    const { redirectUri, next } = to;
    return { url, cookie: await sealFlow({ state, nonce, verifier, next, redirectUri }) };
  } catch (error) {
    throw refusalOf(error);
  }
}

/** What is known of whom a token is about. Some providers tell an e-mail at another place alone. */
async function allClaims(provider: Configuration, claims: Claims & { sub: string }, accessToken: string) {
  if (claims["email"] !== undefined || provider.serverMetadata().userinfo_endpoint === undefined)
    return claims;
  const { email, email_verified } = await fetchUserInfo(provider, accessToken, claims.sub);
  // What the token says of an e-mail's domain, it says of none that stands elsewhere.
  return { ...claims, email, email_verified, xms_edov: undefined };
}

/**
 * Takes what the provider sent a browser back with, and asks the provider itself who that is.
 * @param cookie what `beginFlow` gave this browser.
 * @param answer the query of the address that it came back to.
 * @throws {Refusal} for everything that is not the answer to what this browser has asked, for a second answer to it, and
 * beyond the limits.
 */
export async function endFlow(
  settings: ProviderSettings,
  cookie: string | undefined,
  answer: URLSearchParams,
  origin: RequestOrigin,
): Promise<{ known: Known; next: string }> {
  const flow = await unsealFlow(cookie);
  // Nor counted: any page of anybody's can have a browser open that address.
  if (flow === null) throw new Refusal("failed", "no_flow");
  await countWay("back", origin);
  await useFlow(flow.state);
  try {
    const provider = await openProvider(settings);
    const tokens = await authorizationCodeGrant(provider, new URL(`${flow.redirectUri}?${answer}`), {
      expectedState: flow.state,
      expectedNonce: flow.nonce,
      pkceCodeVerifier: flow.verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    // Where one host speaks for many issuers, the library lets a token name another than the one that was asked.
    if (claims === undefined || claims.iss !== provider.serverMetadata().issuer) {
      throw new Refusal("failed", "other_issuer");
    }
    const all = await allClaims(provider, claims, tokens.access_token);
    return { known: readClaims(all, settings), next: flow.next };
  } catch (error) {
    throw refusalOf(error);
  }
}
