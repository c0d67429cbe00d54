import { expect, test } from "vitest";
import { newRecoveryCodes, readRecoveryCode, recoveryHash } from "#lib/second-factor/recovery.ts";

test("ten codes are made, each another, each found again by its hash however it is typed", async () => {
  const { codes, salt, hashes } = await newRecoveryCodes();
  expect([new Set(codes).size, new Set(hashes).size]).toEqual([10, 10]);
  const [code = ""] = codes;
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
  const typed = ` ${code.toLowerCase().replace("-", " ").replace(/0/g, "o").replace(/1/g, "l")} `;
  expect(await recoveryHash(readRecoveryCode(typed) ?? "", salt)).toBe(hashes[0]);
  expect(hashes.join()).not.toContain(code.replace("-", ""));
});

test("with another salt the hash is another", async () => {
  const [one, other] = await Promise.all([newRecoveryCodes(), newRecoveryCodes()]);
  const code = readRecoveryCode(one.codes[0] ?? "") ?? "";
  expect(await recoveryHash(code, other.salt)).not.toBe(one.hashes[0]);
});

test.each(["", "123456", "ABCDE-FGHJ", "ABCDE-FGHJKM", "ABCDE-FGHJU", "ÁBCDE-FGHJK"])(
  "%j is no recovery code",
  (typed) => expect(readRecoveryCode(typed)).toBeNull(),
);
