import { expect, test } from "vitest";
import { seal, unseal } from "#lib/webhooks/seal.ts";

const MASTER = "a session secret that is long enough for it";

test("what was sealed is opened by the same key for the same owner, and by nothing else", () => {
  const sealed = seal("whsec_abc", "one", MASTER);
  expect(sealed).not.toContain("abc");
  expect(unseal(sealed, "one", MASTER)).toBe("whsec_abc");
  expect(unseal(sealed, "two", MASTER)).toBeNull();
  expect(unseal(sealed, "one", `${MASTER}.`)).toBeNull();
  expect(seal("whsec_abc", "one", MASTER)).not.toBe(sealed);
});

test("what was tampered with is not opened", () => {
  const sealed = seal("whsec_abc", "one", MASTER);
  const bytes = Buffer.from(sealed.slice(3), "base64");
  for (const at of bytes.keys()) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(unseal(`v1:${changed.toString("base64")}`, "one", MASTER)).toBeNull();
  }
  for (const nonsense of ["", "v1:", "v1:AAAA", "v2:AAAA", "nonsense"])
    expect(unseal(nonsense, "one", MASTER)).toBeNull();
});
