import { describe, expect, test } from "vitest";
import { hashPassword, passwordFits } from "#lib/auth/password.ts";

const verdict = (password: string) =>
  hashPassword(password).then(
    () => "kept",
    (error: { code: string }) => error.code,
  );

describe("a new password", () => {
  test.each([
    "",
    "short",
    "elevenchars",
    "aaaaaaaaaaaaaaaa",
    "abababababab",
    "password1234",
    "Contraseña2026!!",
    "qwerty 123456",
    "x".repeat(257),
  ])("%j is too weak, or too long", async (password) =>
    expect(await verdict(password)).toBe("weak_password"),
  );

  test.each(["correct horse", "una frase larga y mía", "😀😁😂🤣😃😄😅😆😉😊😋😎", "abcd".repeat(64)])(
    "%j is kept",
    async (password) => expect(await verdict(password)).toBe("kept"),
  );
});

test("is kept as argon2id with the costs that OWASP asks for, salted", async () => {
  const [one, two] = [await hashPassword("correct horse"), await hashPassword("correct horse")];
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(one).not.toBe(two);
});

describe("a password fits", () => {
  test("its own hash alone, typed on any keyboard", async () => {
    const stored = await hashPassword("contraseñas son largas");
    expect(await passwordFits(stored, "contraseñas son largas".normalize("NFD"))).toBe(true);
    for (const wrong of ["", "contrasenas son largas", "contraseñas son larga", "Contraseñas son largas"]) {
      expect(await passwordFits(stored, wrong)).toBe(false);
    }
  });

  test("nobody who has none", async () => {
    expect(await passwordFits(null, "a password nobody has")).toBe(false);
    expect(await passwordFits(null, "")).toBe(false);
  });
});
