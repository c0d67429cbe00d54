import "server-only";
import { accountsAnswer, figuresOf } from "#lib/usage/cloudflare/answer.ts";
import { CloudflareError, failureIn } from "#lib/usage/cloudflare/failure.ts";
import { questionOf } from "#lib/usage/cloudflare/question.ts";
import type { Account } from "#lib/usage/cloudflare/settings.ts";
import type { CloudflareFigures } from "#lib/usage/cloudflare/types.ts";

/** Cloudflare's analytics (https://developers.cloudflare.com/analytics/graphql-api/). */
export const CLOUDFLARE_API = "https://api.cloudflare.com/client/v4/graphql";

/** For both tries together. */
const DEADLINE_MS = 5_000;

type Target = { url: string; token: string; body: string; signal: AbortSignal };

async function send({ url, token, body, signal }: Target): Promise<{ status: number; text: string }> {
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body,
      signal,
      cache: "no-store",
      // The token goes to nobody else.
      redirect: "error",
    });
    return { status: answer.status, text: await answer.text() };
  } catch (error) {
    if (signal.aborted) throw new CloudflareError("late", `no answer within ${DEADLINE_MS} ms`);
    const { code } = ((error as Error).cause ?? {}) as { code?: unknown };
    throw new CloudflareError("unreachable", typeof code === "string" ? code : "no connection");
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function askOnce(target: Target): Promise<CloudflareFigures> {
  const { status, text } = await send(target);
  const body = parse(text);
  const failure = failureIn(status, body);
  if (failure !== null) throw failure;
  const { data } = accountsAnswer.safeParse(body);
  if (data === undefined) throw new CloudflareError("garbled", `${status}, not the answer to the question`);
  const [account] = data.data.viewer.accounts;
  if (account === undefined) throw new CloudflareError("refused", "the token sees no such account");
  const figures = figuresOf(account.r2OperationsAdaptiveGroups, account.r2StorageAdaptiveGroups);
  if (figures === null) throw new CloudflareError("nothing", "no row of these buckets");
  return figures;
}

const isWorthAnother = (error: unknown) =>
  error instanceof CloudflareError && (error.reason === "unreachable" || error.reason === "unwell");

/**
 * What Cloudflare has counted in an account's buckets this month (UTC). Asked twice at most, in five seconds at most.
 * @throws {CloudflareError} saying why there is no answer; never with the token in it.
 */
export async function askCloudflare(
  { accountId, token, buckets }: Account,
  { url = CLOUDFLARE_API, now = new Date(), deadlineMs = DEADLINE_MS } = {},
): Promise<CloudflareFigures> {
  const body = questionOf(accountId, buckets, now);
  const target = { url, token, body, signal: AbortSignal.timeout(deadlineMs) };
  try {
    return await askOnce(target);
  } catch (error) {
    if (!isWorthAnother(error)) throw error;
    return askOnce(target);
  }
}
