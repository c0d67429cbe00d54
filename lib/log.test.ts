import { expect, test } from "vitest";
import { logTo } from "#lib/log.ts";
import { logContext } from "#lib/log-context.ts";

function lines() {
  const written: string[] = [];
  const log = logTo({ write: (line: string) => void written.push(line) });
  // The tests' own log is silent.
  log.level = "info";
  return { log, last: () => JSON.parse(written.at(-1) ?? "{}") as Record<string, unknown>, written };
}

const SIGNED =
  "https://store.test/bucket/key?X-Amz-Credential=AKIDSECRET%2F2026&X-Amz-Signature=0a1b2c3d4e5f&X-Amz-Expires=600";
const TOKEN = `ath_${"Zx9-_".repeat(8)}abc`;

test.each([
  [
    "a signed address in the message of an error",
    { err: new Error(`fetch failed: ${SIGNED}`) },
    "0a1b2c3d4e5f",
  ],
  ["its key in a field", { said: SIGNED }, "AKIDSECRET"],
  ["a token of the API", { err: new Error(`no such token: ${TOKEN}`) }, TOKEN.slice(4)],
  [
    "an Authorization header within a text",
    { said: "authorization: Bearer abcdefgh12345678" },
    "abcdefgh12345678",
  ],
  ["the password of an address", { err: new Error("connect postgres://athena:s3cr3t@db/athena") }, "s3cr3t"],
  ["a one-time link", { said: "/invite?token=abcDEF123456&x=1" }, "abcDEF123456"],
  ["the field of a password", { form: { password: "Rosa-y-Luis-7" } }, "Rosa-y-Luis-7"],
])("%s is not in the log", (_name, fields, secret) => {
  const { log, written } = lines();
  log.error(fields, "something failed");
  expect(written).toHaveLength(1);
  expect(written[0]).not.toContain(secret);
  expect(JSON.parse(written[0] ?? "")).toMatchObject({ msg: "something failed", service: "athena-docs" });
});

test("an address without a secret is left as it is", () => {
  const { log, last } = lines();
  log.info({ said: "https://docs.example.org/documents?q=carta&kind=report" }, "seen");
  expect(last().said).toBe("https://docs.example.org/documents?q=carta&kind=report");
});

test("each line says which request it is about, also after waiting and where several are under way", async () => {
  const { log, written } = lines();
  const work = (requestId: string) =>
    logContext().run({ requestId }, async () => {
      await new Promise((resolve) => setImmediate(resolve));
      log.info({ step: requestId }, "at work");
    });
  await Promise.all([work("first-request"), work("other-request")]);
  log.info("of nothing in particular");
  const seen = written.map((line) => JSON.parse(line) as { requestId?: string; step?: string });
  expect(seen.map(({ requestId, step }) => [requestId, step])).toEqual([
    ["first-request", "first-request"],
    ["other-request", "other-request"],
    [undefined, undefined],
  ]);
});
