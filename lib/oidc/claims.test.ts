import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Claims, readClaims } from "#lib/oidc/claims.ts";
import type { Refusal } from "#lib/oidc/refusal.ts";

const GOOGLE = "https://accounts.google.com";
const said: Claims = {
  iss: "https://id.example",
  sub: "1",
  email: "Ana@School.example",
  email_verified: true,
};
const OPEN = { domains: null, trustsEmail: false };

const read = (claims: Claims, rules: Parameters<typeof readClaims>[1] = OPEN) => {
  try {
    return readClaims(claims, rules);
  } catch (error) {
    return (error as Refusal).problem;
  }
};
const emailOf = (more: Claims, rules = OPEN) => {
  const known = read({ ...said, ...more }, rules);
  return typeof known === "string" ? known : known.email;
};

describe("an e-mail", () => {
  test("counts where the provider says that it is verified, in whatever way it says so", () => {
    expect(emailOf({})).toBe("ana@school.example");
    expect(emailOf({ email_verified: "true" })).toBe("ana@school.example");
    for (const xms_edov of [true, 1, "1", "true"]) {
      expect(emailOf({ email_verified: undefined, xms_edov })).toBe("ana@school.example");
    }
  });

  test("does not count where it says so of none, or says no", () => {
    for (const email_verified of [undefined, null, false, "false", 0, "", "yes", {}]) {
      expect(emailOf({ email_verified })).toBeNull();
    }
    for (const xms_edov of [false, 0, "0", undefined])
      expect(emailOf({ email_verified: undefined, xms_edov })).toBeNull();
  });

  test("counts by the operator's word, though never against the provider's", () => {
    const trusting = { domains: null, trustsEmail: true };
    expect(emailOf({ email_verified: undefined }, trusting)).toBe("ana@school.example");
    expect(emailOf({ email_verified: false }, trusting)).toBeNull();
    expect(emailOf({ email_verified: "false", xms_edov: true }, trusting)).toBeNull();
  });

  test("is one address and nothing else", () => {
    const odd = [
      ["ana@school.example"],
      "ana",
      "@school.example",
      "a@b@c.example",
      "ana @school.example",
      "a\0@b.example",
      // The sign for kelvins, which is a "k" once it is made small, and letters that only look like others.
      "\u212aim@school.example",
      "kim@\u212aing.example",
      "\u0430na@school.example",
      "jos\u00e9@school.example",
    ];
    for (const email of odd) expect(emailOf({ email })).toBeNull();
    fc.assert(
      fc.property(fc.anything(), (email) => {
        const found = emailOf({ email });
        expect(found === null || found === String(email).toLowerCase()).toBe(true);
      }),
    );
  });
});

describe("an e-mail of a Google account", () => {
  const google = { iss: GOOGLE };

  test("counts where Google gave it, or a domain manages the account", () => {
    expect(emailOf({ ...google, email: "Ana@Gmail.com" })).toBe("ana@gmail.com");
    expect(emailOf({ ...google, hd: "school.example" })).toBe("ana@school.example");
  });

  test("does not count where it was merely theirs once", () => {
    for (const hd of [undefined, null, "", true, ["school.example"]])
      expect(emailOf({ ...google, hd })).toBeNull();
    for (const email of ["ana@gmail.com.school.example", "ana@notgmail.com", "ana@sub.gmail.com"])
      expect(emailOf({ ...google, email })).toBeNull();
    expect(emailOf({ ...google, email: "ana@gmail.com", email_verified: false })).toBeNull();
    expect(emailOf(google, { domains: null, trustsEmail: true })).toBe("ana@school.example");
  });
});

describe("a domain", () => {
  const rules = { domains: ["school.example"], trustsEmail: false };

  test("is the whole of what stands behind the last @", () => {
    expect(emailOf({}, rules as never)).toBe("ana@school.example");
    for (const email of [
      "ana@evil-school.example",
      "ana@sub.school.example",
      "ana@school.example.evil.example",
    ])
      expect(emailOf({ email }, rules as never)).toBe("domain");
  });

  test("of a Google account is the one that manages it, not the one in its e-mail", () => {
    const google = { iss: GOOGLE };
    expect(emailOf(google, rules as never)).toBe("domain");
    expect(emailOf({ ...google, hd: "evil.example" }, rules as never)).toBe("domain");
    expect(emailOf({ ...google, hd: "School.example" }, rules as never)).toBe("ana@school.example");
  });

  test("opens nothing without a verified e-mail", () => {
    expect(emailOf({ email_verified: false }, rules as never)).toBe("unverified");
  });
});

test("a token says whom it is about, in so many signs", () => {
  for (const sub of [undefined, "", 1, "a b", "é", "x".repeat(256)])
    expect(read({ ...said, sub })).toBe("failed");
  expect(read({ ...said, sub: "x".repeat(255) })).toMatchObject({ subject: "x".repeat(255) });
});

test("when the provider asked for a password is told, where it says so in seconds", () => {
  expect(read({ ...said, auth_time: 1_700_000_000 })).toMatchObject({
    authenticatedAt: new Date("2023-11-14T22:13:20Z"),
  });
  for (const auth_time of [undefined, null, "1700000000", -1, Number.NaN, Number.POSITIVE_INFINITY, 1e300])
    expect(read({ ...said, auth_time })).toMatchObject({ authenticatedAt: null });
});

test("a second factor is asked for here unless the provider says that it did", () => {
  expect(read({ ...said, amr: ["pwd", "mfa"] })).toMatchObject({ mfa: true });
  for (const amr of [undefined, "mfa", ["pwd"], ["mfa2"], []])
    expect(read({ ...said, amr })).toMatchObject({ mfa: false });
});
