import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { visit } from "#e2e/fixtures/installation.ts";
import { foundSchool, type Person } from "#e2e/fixtures/school.ts";
import { signInByHttp } from "#e2e/fixtures/sign-in.ts";
import { startTestApp } from "#scripts/test/app.ts";

const HELP = `Tries hundreds of wrong passwords at once on a whole npm start, and reads on meanwhile.

  npm run prove:sign-in -- [--attempts 500]

Half of them are for an account that exists and half for others that do not, each from an address of its own, as a
botnet has them. Fails where an attempt gets in or is answered by an error of the server, where more are looked at
than the limits allow, where somebody who is signed in is refused, or where the owner of the account cannot sign in
once its quarter of an hour is over.`;

/** An account is looked at so often in a quarter of an hour (lib/auth/rate-limit.ts). */
const MOST_OF_ACCOUNT = 100;

type Attempt = { ms: number; status: number; said: string };

const say = (line = "") => process.stdout.write(`${line}\n`);
const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
const told = (times: readonly number[]) => {
  const sorted = times.toSorted((one, other) => one - other);
  return `p50 ${at(sorted, 0.5).toFixed(0)} ms, p99 ${at(sorted, 0.99).toFixed(0)} ms, at most ${at(sorted, 1).toFixed(0)} ms`;
};

async function timed(url: string, init: RequestInit = {}): Promise<Attempt> {
  const from = performance.now();
  const answer = await fetch(url, { redirect: "manual", ...init });
  const text = await answer.text();
  return { ms: performance.now() - from, status: answer.status, said: text };
}

/** One wrong password by next-auth's own callback, from an address of its own. */
async function guess(baseUrl: string, email: string, n: number): Promise<Attempt> {
  const from = { "x-forwarded-for": `198.18.${n >> 8}.${n & 255}` };
  const csrf = await fetch(`${baseUrl}/api/auth/csrf`, { headers: from });
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const cookie = csrf.headers
    .getSetCookie()
    .map((set) => set.split(";")[0] ?? "")
    .join("; ");
  const body = new URLSearchParams({ csrfToken, email, password: `a wrong password ${n}`, json: "true" });
  return timed(`${baseUrl}/api/auth/callback/credentials`, {
    method: "POST",
    headers: { ...from, cookie },
    body,
  });
}

/** Reads a page again and again until it is told to stop. */
function readOn(url: string, headers: Record<string, string>) {
  const reading: Attempt[] = [];
  const state = { stopped: false };
  const done = (async () => {
    while (!state.stopped) {
      reading.push(await timed(url, { headers }));
      await delay(50);
    }
  })();
  return async () => {
    state.stopped = true;
    await done;
    return reading;
  };
}

function must(holds: boolean, what: string): void {
  say(`${holds ? "holds" : "FAILS"}  ${what}`);
  if (!holds) process.exitCode = 1;
}

async function prove(attempts: number): Promise<void> {
  const app = await startTestApp({ env: { TRUSTED_PROXY_HOPS: "1" } });
  const installation = visit(app.dataDir);
  try {
    const { baseUrl } = app;
    const school = await foundSchool(installation);
    const victim: Person = school.people.teacher;
    const { cookies } = await signInByHttp(baseUrl, school.people.registrar);
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    for (let n = 0; n < 20; n += 1) await timed(`${baseUrl}/documents`, { headers: { cookie } });
    const stopPages = readOn(`${baseUrl}/documents`, { cookie });
    const stopHealth = readOn(`${baseUrl}/api/health`, {});
    await delay(2000);
    const from = performance.now();
    const answers = await Promise.all(
      Array.from({ length: attempts }, (_, n) =>
        guess(baseUrl, n % 2 === 0 ? victim.email : `nobody-${n}@example.org`, n),
      ),
    );
    const took = performance.now() - from;
    const [pages, health] = [await stopPages(), await stopHealth()];

    const rows = await installation.sql<{ reason: string; known: boolean; count: number }[]>`
      select details->>'reason' as reason, user_id is not null as known, count(*)::int as count
      from audit_events where action = 'session.signed_in' and outcome = 'denied' group by 1, 2 order by 1, 2`;
    const looked = rows.find(({ reason, known }) => reason === "invalid_credentials" && known)?.count ?? 0;
    say(
      `${attempts} attempts at once, answered in ${(took / 1000).toFixed(1)} s: ${told(answers.map(({ ms }) => ms))}`,
    );
    say(`the documents page meanwhile, ${pages.length} times: ${told(pages.map(({ ms }) => ms))}`);
    say(`/api/health meanwhile, ${health.length} times: ${told(health.map(({ ms }) => ms))}`);
    for (const { reason, known, count } of rows)
      say(`  ${reason}, ${known ? "the" : "no"} account: ${count}`);
    must(
      answers.every(({ status }) => status === 401 || status === 200),
      "each was answered, and none by an error of the server",
    );
    must(
      answers.every(({ said }) => said.includes("error=CredentialsSignin")),
      "none got in",
    );
    // Of those that were too many for the account, the first alone.
    const unseen = Math.max(0, Math.ceil(attempts / 2) - MOST_OF_ACCOUNT - 1);
    must(
      rows.reduce((all, { count }) => all + count, 0) === attempts - unseen,
      "each that was looked at is in the audit, and the first that was too many",
    );
    must(looked <= MOST_OF_ACCOUNT, `the account was looked at ${looked} times, at most ${MOST_OF_ACCOUNT}`);
    must(
      [...pages, ...health].every(({ status }) => status === 200),
      "who was signed in read on",
    );
    await installation.sql`delete from rate_limits where key like 'in:a:%'`;
    must(
      (await signInByHttp(baseUrl, victim)).cookies.length > 0,
      "the owner signs in once the account is free again",
    );
  } finally {
    await installation.leave();
    await app.stop();
  }
}

const { values } = parseArgs({
  options: { attempts: { type: "string", default: "500" }, help: { type: "boolean", short: "h" } },
});
if (values.help) say(HELP);
else await prove(Number(values.attempts));
