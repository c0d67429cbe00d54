import "server-only";
import { type IncomingMessage, Agent as PlainAgent, request as plainRequest } from "node:http";
import { Agent as SecureAgent, request as secureRequest } from "node:https";
import type { LookupFunction } from "node:net";
import { ANSWER_BYTES, DEADLINE_MS } from "#lib/webhooks/constants.ts";
import { type Reach, RefusedAddress, type ResolvedAddress, resolveTarget } from "#lib/webhooks/target.ts";
import type { Problem, Try } from "#lib/webhooks/types.ts";

const TLS_TROUBLE = /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_|EPROTO|HOSTNAME_MISMATCH/;
const NO_NAME = new Set(["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL", "EAI_NODATA", "ENODATA", "ESERVFAIL"]);

function problemOf(error: unknown, signal: AbortSignal): Problem {
  if (signal.aborted) return "timed_out";
  if (error instanceof RefusedAddress) return "address_refused";
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (NO_NAME.has(code)) return "dns_failed";
  return TLS_TROUBLE.test(code) ? "tls_failed" : "connection_failed";
}

/** Names are looked up before; a connection goes to what was found then, and to nothing else. */
const pinned =
  (found: readonly ResolvedAddress[]): LookupFunction =>
  (_host, options, done) => {
    const [first] = found;
    if (options.all) done(null, [...found]);
    else done(null, first?.address ?? "", first?.family);
  };

/** The first bytes of an answer as text that PostgreSQL can keep; the rest is never read. */
async function beginningOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of answer) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size >= ANSWER_BYTES) break;
    }
  } catch {
    // The status is what counts, and that is there.
  }
  answer.destroy();
  const text = new TextDecoder().decode(Buffer.concat(chunks).subarray(0, ANSWER_BYTES));
  return text.replaceAll("\0", "\uFFFD");
}

type Letter = { headers: Record<string, string>; body: string };

function send(
  url: URL,
  found: readonly ResolvedAddress[],
  { headers, body }: Letter,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const bytes = Buffer.from(body);
  const options = {
    method: "POST",
    headers: {
      ...headers,
      "content-type": "application/json",
      "content-length": String(bytes.length),
      "user-agent": "Athena-Docs-Webhooks/1",
    },
    lookup: pinned(found),
    signal,
  };
  return new Promise((resolve, reject) => {
    // An agent of its own: no connection that was opened for another name, and no proxy of the environment.
    const request =
      url.protocol === "https:"
        ? secureRequest(url, { ...options, agent: new SecureAgent(), rejectUnauthorized: true })
        : plainRequest(url, { ...options, agent: new PlainAgent() });
    request.once("response", resolve);
    // A connection that is cut after the answer is no news.
    request.on("error", reject);
    request.end(bytes);
  });
}

function within<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
    work.then(resolve, reject);
  });
}

/**
 * Sends one delivery: looked up once, to the very addresses that were found, no redirect followed, within the deadline.
 * Whatever goes wrong is an answer.
 */
export async function postOnce(
  url: URL,
  letter: Letter,
  reach: Reach & { deadlineMs?: number },
): Promise<Omit<Try, "at">> {
  const began = performance.now();
  const signal = AbortSignal.timeout(reach.deadlineMs ?? DEADLINE_MS);
  const took = () => Math.round(performance.now() - began);
  try {
    const found = await within(resolveTarget(url, reach), signal);
    const answer = await send(url, found, letter, signal);
    const status = answer.statusCode ?? 0;
    const text = await beginningOf(answer);
    const isFine = status >= 200 && status < 300;
    const problem = isFine ? null : status >= 300 && status < 400 ? "redirected" : "status";
    return { took: took(), status, problem, answer: text };
  } catch (error) {
    return { took: took(), status: null, problem: problemOf(error, signal), answer: "" };
  }
}
