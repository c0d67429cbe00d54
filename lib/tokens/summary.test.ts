import fc from "fast-check";
import { expect, test } from "vitest";
import { PERMISSIONS } from "#lib/auth/permissions.ts";
import { TOKEN_PERMISSIONS } from "#lib/tokens/constants.ts";
import { PRESETS } from "#lib/tokens/presets.ts";
import { summaryOf } from "#lib/tokens/summary.ts";

test("says what a token may do verb by verb", () => {
  expect(
    summaryOf(["students:read", "usage:read", "documents:read", "documents:delete", "documents:delete_own"]),
  ).toEqual({
    isEverything: false,
    verbs: [
      { verb: "read", domains: ["documents", "students"] },
      { verb: "delete", domains: ["documents"] },
    ],
    others: ["usage:read"],
  });
});

test("leaves no permission unsaid, and says none that is not there", () => {
  fc.assert(
    fc.property(fc.subarray([...PERMISSIONS]), (given) => {
      const { verbs, others, isEverything } = summaryOf(given);
      const said = new Set<string>([
        ...others,
        ...verbs.flatMap(({ verb, domains }) =>
          domains.flatMap((domain) => [
            `${domain}:${verb}`,
            ...(verb === "delete" && given.includes(`${domain}:delete_own`) ? [`${domain}:delete_own`] : []),
          ]),
        ),
      ]);
      expect(said).toEqual(new Set(given));
      expect(isEverything).toBe(given.length === PERMISSIONS.length);
    }),
  );
});

test("offers presets of what can be offered, and none that opens what is restricted", () => {
  for (const preset of Object.values(PRESETS)) {
    for (const permission of preset) expect(TOKEN_PERMISSIONS).toContain(permission);
    expect(preset).not.toContain("restricted:read");
  }
  expect(TOKEN_PERMISSIONS).not.toContain("tokens:manage");
});
