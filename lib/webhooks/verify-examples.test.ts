import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { newSecret, signedHeaders } from "#lib/webhooks/signature.ts";

const guide = readFileSync(new URL("../../docs/webhooks.md", import.meta.url), "utf8");
const HAS_PYTHON = spawnSync("python3", ["--version"]).status === 0;

function example(language: string): string {
  const found = new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(guide)?.[1];
  if (found === undefined) throw new Error(`The guide has no example in ${language}.`);
  return found;
}

type Delivery = { secret: string; headers: Record<string, string>; body: string };

const [secret, old] = [newSecret(), newSecret()];
const body = JSON.stringify({ type: "document.created", data: { filename: "año 2.º 🎓.pdf" } });
const sent = (age: number, secrets = [secret]) =>
  signedHeaders(secrets, { id: "one", timestamp: Math.floor(Date.now() / 1000) - age, body });
const good = sent(0);

/** What a receiver is sent, and whether it is from us. */
const CASES: readonly (readonly [string, Delivery, boolean])[] = [
  ["a delivery", { secret, headers: good, body }, true],
  ["one a few minutes old", { secret, headers: sent(200), body }, true],
  ["one signed by two secrets", { secret: old, headers: sent(0, [secret, old]), body }, true],
  ["another body", { secret, headers: good, body: `${body} ` }, false],
  ["another id", { secret, headers: { ...good, "webhook-id": "two" }, body }, false],
  ["another secret", { secret: old, headers: good, body }, false],
  ["one that is too old", { secret, headers: sent(400), body }, false],
  ["one from the future", { secret, headers: sent(-400), body }, false],
  ["no moment", { secret, headers: { ...good, "webhook-timestamp": "soon" }, body }, false],
  ["no signature", { secret, headers: { ...good, "webhook-signature": "" }, body }, false],
  ["a signature of another kind", { secret, headers: { ...good, "webhook-signature": "v2,ñ" }, body }, false],
];
const expected = CASES.map(([, , isGood]) => isGood);

describe("the guide's example", () => {
  test.runIf(HAS_PYTHON)("in Python tells what we have sent from what we have not", () => {
    const run = `${example("python")}
import json, sys
print(json.dumps([verify(one["secret"], one["headers"], one["body"].encode()) for one in json.load(sys.stdin)]))`;
    const given = JSON.stringify(CASES.map(([, delivery]) => delivery));
    const printed = execFileSync("python3", ["-c", run], { input: given, encoding: "utf8" });
    expect(JSON.parse(printed)).toEqual(expected);
  });

  test("in TypeScript does", () => {
    const run = `${example("typescript")}
import { text } from "node:stream/consumers";
const cases = JSON.parse(await text(process.stdin));
console.log(JSON.stringify(cases.map((one: any) => verify(one.secret, new Headers(one.headers), one.body))));`;
    const given = JSON.stringify(CASES.map(([, delivery]) => delivery));
    const arguments_ = ["--input-type=module-typescript", "-e", run];
    const printed = execFileSync(process.execPath, arguments_, { input: given, encoding: "utf8" });
    expect(JSON.parse(printed)).toEqual(expected);
  });
});
