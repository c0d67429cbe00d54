import "server-only";
import type { Actor } from "#lib/auth/actor.ts";
import { authorizePlatform } from "#lib/auth/authorize.ts";
import { log } from "#lib/log.ts";
import { known } from "#lib/usage/ask.data.ts";
import { askCloudflare } from "#lib/usage/cloudflare/ask.ts";
import { CloudflareError } from "#lib/usage/cloudflare/failure.ts";
import { Keeper } from "#lib/usage/cloudflare/keeper.ts";
import { type Account, cloudflareAccount } from "#lib/usage/cloudflare/settings.ts";
import type { AccountFigures, CloudflareAnswer, Comparison } from "#lib/usage/cloudflare/types.ts";
import { dayOf, firstOf, type Month, monthOf } from "#lib/usage/days.ts";
import { sumActivity } from "#lib/usage/series.ts";
import type { Count } from "#lib/usage/types.ts";

const holder = globalThis as { athenaCloudflare?: Keeper<CloudflareAnswer> };

async function answerOf(account: Account, url: string | undefined): Promise<CloudflareAnswer> {
  const askedAt = new Date().toISOString();
  try {
    return { ok: true, figures: await askCloudflare(account, { url }), askedAt };
  } catch (error) {
    if (!(error instanceof CloudflareError)) throw error;
    // What Cloudflare said may quote what it was sent.
    const said = error.message.replaceAll(account.token, "[hidden]").slice(0, 300);
    log.warn({ reason: error.reason, said }, "no figures from Cloudflare");
    return { ok: false, reason: error.reason, askedAt };
  }
}

const both = ({ measured, estimated }: Count) => measured + estimated;

async function ownFigures(month: Month, today: string): Promise<AccountFigures> {
  const { totals, days } = await known("all", { from: firstOf(month), today }, { restricted: true });
  const { classA, classB } = sumActivity(days);
  return {
    bytes: totals.storedBytes,
    objects: totals.storedObjects,
    classA: both(classA),
    classB: both(classB),
  };
}

/**
 * All schools' figures of this month (UTC) so far, ours and Cloudflare's; null where no account is set. Cloudflare is
 * asked every ten minutes at most.
 * @param url where Cloudflare's analytics are, if not at Cloudflare.
 * @throws {AppError} `not_found` for whoever does not look after the installation.
 */
export async function cloudflareComparison(actor: Actor, url?: string): Promise<Comparison | null> {
  await authorizePlatform(actor);
  const account = cloudflareAccount();
  if (account === null) return null;
  holder.athenaCloudflare ??= new Keeper();
  const today = dayOf(new Date());
  const month = monthOf(today);
  const key = [month, account.accountId, ...account.buckets].join(" ");
  const [ours, cloudflare] = await Promise.all([
    ownFigures(month, today),
    holder.athenaCloudflare.get(key, () => answerOf(account, url)),
  ]);
  return { ours, cloudflare };
}
