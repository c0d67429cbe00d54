import { expect, test } from "vitest";
import { KINDS, POLICY, WIDER_TYPES } from "#lib/documents/constants.ts";
import { schoolPolicy } from "#lib/documents/school-policy.ts";

const types = (kind: (typeof KINDS)[number], wider: readonly string[]) =>
  Object.keys(schoolPolicy(kind, wider).types);

test("a school that asked for nothing has the usual policy", () => {
  for (const kind of KINDS) expect(schoolPolicy(kind, [])).toEqual(POLICY[kind]);
});

test("documents and attachments are widened, reports and media are not", () => {
  const wider = Object.keys(WIDER_TYPES);
  for (const kind of ["document", "attachment"] as const) {
    expect(types(kind, wider)).toEqual([...Object.keys(POLICY[kind].types), ...wider]);
    expect(schoolPolicy(kind, wider).maxSize).toBe(POLICY[kind].maxSize);
  }
  for (const kind of ["report", "media"] as const) expect(types(kind, wider)).toEqual(types(kind, []));
});

test("a type that is not on the list widens nothing", () => {
  expect(types("document", ["text/html", "image/svg+xml", "toString"])).toEqual(types("document", []));
});
