import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newTotpSecret, stepOfCode, totpAddress, totpCode } from "#lib/second-factor/totp.ts";

/** "12345678901234567890", the secret of RFC 6238, appendix B. */
const RFC = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

describe("RFC 6238, appendix B, SHA-1: the last six of its eight digits", () => {
  test.each([
    [59, "94287082", 0x1],
    [1_111_111_109, "07081804", 0x23523ec],
    [1_111_111_111, "14050471", 0x23523ed],
    [1_234_567_890, "89005924", 0x273ef07],
    [2_000_000_000, "69279037", 0x3f940aa],
    [20_000_000_000, "65353130", 0x27bc86aa],
  ])("at %d seconds", (seconds, digits, step) => {
    expect(totpCode(RFC, seconds * 1000)).toBe(digits.slice(-6));
    expect(stepOfCode(RFC, digits.slice(-6), seconds * 1000)).toBe(step);
  });
});

test("a code is taken in its own step and those beside it, and in no other", () => {
  const at = 1_000_000 * 30_000;
  const code = totpCode(RFC, at);
  const taken = [-2, -1, 0, 1, 2].map((steps) => stepOfCode(RFC, code, at + steps * 30_000));
  expect(taken).toEqual([null, 1_000_000, 1_000_000, 1_000_000, null]);
});

test("what is no code is none of any step", () => {
  for (const odd of ["", "12345", "1234567", "abcdef", "٣٤٥٦٧٨", "-12345", "1e5000", "      "]) {
    expect(stepOfCode(RFC, odd, 59_000)).toBeNull();
  }
});

test("a new secret makes codes that are taken, whenever", () => {
  const secret = newTotpSecret();
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  fc.assert(
    fc.property(fc.integer({ min: 60_000, max: 4e12 }), (at) => {
      expect(stepOfCode(secret, totpCode(secret, at), at)).toBe(Math.floor(at / 30_000));
    }),
  );
});

test("the address names the account, the issuer and the secret", () => {
  const address = new URL(totpAddress(RFC, "ana:b@example.org", "Colegio Ñandú & Cía"));
  expect(address.protocol).toBe("otpauth:");
  expect(address.searchParams.get("secret")).toBe(RFC);
  expect(address.searchParams.get("issuer")).toBe("Colegio Ñandú & Cía");
  expect(decodeURIComponent(address.pathname)).toContain("ana:b@example.org");
});
