import { describe, expect, test } from "vitest";
import { hashPassword, passwordFits } from "#lib/auth/password.ts";

test("a weak one is never hashed", async () => {
  await expect(hashPassword("password1234", [])).rejects.toMatchObject({ code: "weak_password" });
});

test("is kept as argon2id with the costs that OWASP asks for, salted", async () => {
  const [one, two] = [
    await hashPassword("correct horse battery", []),
    await hashPassword("correct horse battery", []),
  ];
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(one).not.toBe(two);
});

describe("a password fits", () => {
  test("its own hash alone, typed on any keyboard", async () => {
    const stored = await hashPassword("contraseñas son largas", []);
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
