import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { KINDS, KNOWN_TYPES, MAX_UPLOAD, POLICY, WIDER_TYPES } from "#lib/documents/constants.ts";
import {
  choosableTypes,
  plainRule,
  sameRule,
  schoolPolicy,
  type UploadRules,
  widerRules,
} from "#lib/documents/school-policy.ts";

const kinds = fc.constantFrom(...KINDS);
const rule = fc.record(
  {
    types: fc.array(fc.oneof(fc.constantFrom(...Object.keys(KNOWN_TYPES)), fc.string()), { maxLength: 20 }),
    maxBytes: fc.integer({ min: 1, max: MAX_UPLOAD * 2 }),
  },
  { requiredKeys: [] },
);

test("a school that has decided nothing has the usual policy", () => {
  for (const kind of KINDS) {
    expect(schoolPolicy(kind, {})).toEqual(POLICY[kind]);
    expect(schoolPolicy(kind, { [kind]: {} })).toEqual(POLICY[kind]);
  }
});

describe("a school's own rule", () => {
  test("narrows and widens its kind, and no other", () => {
    const rules: UploadRules = { document: { types: ["application/pdf", "video/mp4"], maxBytes: 5 } };
    expect(schoolPolicy("document", rules)).toEqual({
      maxSize: 5,
      types: { "application/pdf": [".pdf"], "video/mp4": [".mp4", ".m4v"] },
    });
    for (const kind of ["attachment", "report", "media"] as const)
      expect(schoolPolicy(kind, rules)).toEqual(POLICY[kind]);
  });

  test("never takes what cannot be chosen for the kind, nor more than any store holds", () => {
    fc.assert(
      fc.property(kinds, rule, (kind, own) => {
        const { types, maxSize } = schoolPolicy(kind, { [kind]: own });
        for (const type of Object.keys(types)) expect(Object.keys(choosableTypes(kind))).toContain(type);
        expect(maxSize).toBeLessThanOrEqual(MAX_UPLOAD);
      }),
    );
    const all = Object.keys(KNOWN_TYPES);
    expect(Object.keys(schoolPolicy("report", { report: { types: all } }).types)).toEqual([
      "application/pdf",
    ]);
    expect(schoolPolicy("media", { media: { types: all } }).types).toEqual(POLICY.media.types);
    const foreign = ["text/html", "image/svg+xml", "toString", "__proto__"];
    expect(schoolPolicy("document", { document: { types: foreign } }).types).toEqual({});
  });

  test("comes to the same in its shortest form, which says nothing that is as usual", () => {
    fc.assert(
      fc.property(kinds, rule, (kind, own) => {
        const plain = plainRule(kind, own);
        const policy = schoolPolicy(kind, { [kind]: own });
        expect(schoolPolicy(kind, plain === null ? {} : { [kind]: plain })).toEqual(
          plain?.types === undefined ? { ...policy, types: POLICY[kind].types } : policy,
        );
        expect(plainRule(kind, plain)).toEqual(plain);
        expect(sameRule(kind, own, plain)).toBe(true);
      }),
    );
    const usual = {
      types: Object.keys(POLICY.document.types).toReversed(),
      maxBytes: POLICY.document.maxSize,
    };
    expect(plainRule("document", usual)).toBeNull();
    expect(sameRule("document", usual, null)).toBe(true);
    expect(sameRule("document", { maxBytes: 1 }, null)).toBe(false);
  });
});

test("the command's wider types are documents' and attachments' alone, beside the usual ones", () => {
  const wider = Object.keys(WIDER_TYPES);
  const rules = widerRules([...wider, "text/html"], 7_000_000);
  for (const kind of ["document", "attachment"] as const) {
    const { types, maxSize } = schoolPolicy(kind, rules);
    expect(Object.keys(types).toSorted()).toEqual([...Object.keys(POLICY[kind].types), ...wider].toSorted());
    expect(maxSize).toBe(7_000_000);
  }
  for (const kind of ["report", "media"] as const) expect(schoolPolicy(kind, rules)).toEqual(POLICY[kind]);
  expect(widerRules([])).toEqual({});
});
