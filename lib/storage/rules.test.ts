import { describe, expect, test } from "vitest";
import { ourCorsRule, suffices, withOurCorsRule } from "#lib/storage/cors-rules.ts";
import {
  abortDays,
  abortRule,
  deletingRule,
  missingRules,
  tieringRules,
  withRules,
} from "#lib/storage/lifecycle-rules.ts";

const ORIGIN = "https://docs.example.org";
const RULE = ourCorsRule([ORIGIN], { post: true });

describe("CORS rules", () => {
  test.each([
    ["ours", [RULE], true],
    ["one with stars", [{ ...RULE, AllowedOrigins: ["https://*.example.org"], AllowedHeaders: ["*"] }], true],
    ["none", [], false],
    ["one for another address", [{ ...RULE, AllowedOrigins: ["https://example.org"] }], false],
    ["one with a slash at the end", [{ ...RULE, AllowedOrigins: [`${ORIGIN}/`] }], false],
    ["one without ETag", [{ ...RULE, ExposeHeaders: ["Content-Length"] }], false],
    ["a narrower one before ours", [{ AllowedOrigins: ["*"], AllowedMethods: ["GET"] }, RULE], false],
  ])("%s: enough is %s", (_name, present, enough) => expect(suffices(present, RULE)).toBe(enough));

  test("of others stay behind ours", () => {
    const other = { AllowedOrigins: ["*"], AllowedMethods: ["GET"] };
    const earlier = { AllowedOrigins: [ORIGIN], AllowedMethods: ["GET"] };
    expect(withOurCorsRule([other, earlier], RULE)).toEqual([RULE, other]);
  });

  test("have no POST where the store has none", () => {
    expect(ourCorsRule([ORIGIN], { post: false }).AllowedMethods).toEqual(["GET", "HEAD", "PUT"]);
  });
});

describe("lifecycle rules", () => {
  const on = { Status: "Enabled" as const };
  const abort = (days: number) => ({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: days } });

  test("that end uploads count only where they are on and about every key", () => {
    expect(
      abortDays([
        { ...on, Filter: { Prefix: "" }, ...abort(9) },
        { ...on, ...abort(8) },
      ]),
    ).toBe(8);
    expect(abortDays([{ ...on, Filter: { Prefix: "tmp/" }, ...abort(7) }])).toBeNull();
    expect(abortDays([{ Status: "Disabled", ...abort(7) }])).toBeNull();
    expect(abortDays([{ ...on, Filter: { ObjectSizeLessThan: 9 }, ...abort(7) }])).toBeNull();
  });

  test.each([
    ["", true],
    ["doc", true],
    ["documents/", true],
    ["reports/0f/", true],
    ["probes/", false],
    ["tmp/", false],
  ])("that delete below %j reach files of the app: %s", (prefix, reaches) => {
    const rule = { ...on, Filter: { Prefix: prefix }, Expiration: { Days: 30 } };
    expect(deletingRule([rule])).toBe(reaches ? rule : null);
    expect(deletingRule([{ ...rule, Status: "Disabled" }])).toBeNull();
  });

  test("of ours take the place of those of the same name and leave the rest", () => {
    const foreign = { ...on, ID: "tidy", Filter: { Prefix: "tmp/" }, Expiration: { Days: 1 } };
    const all = withRules([foreign, abortRule(), ...tieringRules(30)], tieringRules(60));
    expect(all).toEqual([foreign, abortRule(), ...tieringRules(60)]);
    expect(missingRules(all, tieringRules(60))).toEqual([]);
    expect(missingRules(all, tieringRules(61))).toEqual(tieringRules(61));
  });
});
