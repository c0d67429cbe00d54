import "server-only";
import { recordAlone } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import type { Enrollee } from "#lib/auth/enrollee.ts";
import { AppError } from "#lib/errors.ts";
import type { RequestOrigin } from "#lib/http/origin.ts";
import { endFlow } from "#lib/oidc/flow.ts";
import { findOrLink, UnknownPerson } from "#lib/oidc/identities.mutations.ts";
import { giveWayBack } from "#lib/oidc/limits.ts";
import { Refusal } from "#lib/oidc/refusal.ts";
import type { ProviderSettings } from "#lib/oidc/settings.ts";
import { type Opened, openOrAsk } from "#lib/second-factor/open.mutations.ts";

/**
 * What leaves no row in the audit. Anybody can open that address without having asked for anything: that is no attempt
 * of anybody's. And whoever goes on beyond a limit, or with what was used up, must not be able to flood it.
 */
const UNRECORDED: ReadonlySet<string> = new Set(["no_flow", "flow_used", "still_limited"]);

/**
 * Signs in whoever the provider says that somebody is, if it is a person of ours: nobody gets an account or a school by
 * it. Every refusal that was looked at is in the audit.
 * @param came what the browser brought back: its cookie, and the query of the address.
 * @param before who this browser was signed in as until now: that session ends (ASVS 7.2.4).
 * @returns a session, or the second step where the person has one and the provider does not say that it asked for one
 * itself; and where they were heading.
 * @throws {Refusal} with what the person may be told.
 */
export async function signInByProvider(
  settings: ProviderSettings,
  came: { cookie: string | undefined; answer: URLSearchParams },
  origin: RequestOrigin,
  before: Actor | Enrollee | null,
): Promise<{ opened: Opened; next: string }> {
  try {
    const { known, next } = await endFlow(settings, came.cookie, came.answer, origin);
    const account = await findOrLink(known, origin);
    const { mfa, authenticatedAt } = known;
    const first = { factor: "oidc", mfa, authenticatedAt } as const;
    const opened = await openOrAsk(account, origin, first, before).catch((error: unknown) => {
      throw error instanceof AppError ? new UnknownPerson(error.code, account.userId) : error;
    });
    await giveWayBack(origin);
    return { opened, next };
  } catch (refusal) {
    if (refusal instanceof Refusal && !UNRECORDED.has(refusal.reason)) {
      await recordAlone(
        { userId: refusal instanceof UnknownPerson ? refusal.userId : null, origin },
        {
          action: "session.signed_in",
          outcome: "denied",
          details: { reason: refusal.reason, issuer: settings.issuer },
        },
      );
    }
    throw refusal;
  }
}
