import { dictionary } from "@zxcvbn-ts/language-common";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkPassword, type PasswordContext } from "#lib/auth/password-policy.ts";

const ANA: PasswordContext = [
  "Colegio Virgen del Olmo",
  "Ana Núñez Íñiguez",
  "ana.nunez@virgendelolmo.example",
  null,
];

const verdict = (password: string, context: PasswordContext = []) =>
  checkPassword(password, context).then(
    () => "good",
    (error: { code: string; details: { reason: string } }) => `${error.code}: ${error.details.reason}`,
  );

describe("refused", () => {
  test.each([
    ["", "short"],
    ["elevenchars", "short"],
    ["😀😁😂🤣😃😄😅😆😉😊😋", "short"],
    ["x1".repeat(129), "long"],
    ["password1234", "common"],
    ["Password1234", "common"],
    ["P@ssw0rd12345", "common"],
    ["drowssap4321", "common"],
    ["!!password!!!!", "common"],
    ["contraseña123", "common"],
    ["Contraseña2026!!", "common"],
    ["qwerty 123456", "common"],
    ["iloveyou2024", "common"],
    ["superman batman", "common"],
    ["$Up3rm4n-B@tman", "common"],
    ["manchesterunited", "common"],
    ["Bienvenidos2026", "common"],
    ["Septiembre-2026", "common"],
    ["athena docs 2026", "common"],
    ["aaaaaaaaaaaaaaaa", "pattern"],
    ["abababababab", "pattern"],
    ["passwordpassword", "pattern"],
    ["19850304 19850304", "pattern"],
    ["abcd".repeat(64), "pattern"],
  ])("%j: %s", async (password, reason) => expect(await verdict(password)).toBe(`weak_password: ${reason}`));

  test.each([
    "virgendelolmo",
    "Colegio Virgen Del Olmo",
    "Olmo2026Olmo",
    "V1rgenD3lOlm0!",
    "Nunez.Iniguez.85",
    "ananunez123456",
    "ana.nunez@virgendelolmo.example",
  ])("%j by those whose name, e-mail or school it is", async (password) => {
    expect(await verdict(password, ANA)).toBe("weak_password: context");
  });
});

test.each([
  "correct horse battery staple",
  "correct horse battery",
  "seven grey herons wading",
  "una frase larga y mía",
  "gato perro casa mesa",
  "mi perro come virutas",
  "Xk29vbq1LmRt",
  "zsMArf8.lq2!",
  ";}%(#.:-_*/~",
  "😀😁😂🤣😃😄😅😆😉😊😋😎",
  "the heron by the olmo sleeps",
  "kV".repeat(4) + "9 grey herons wading " + "ab".repeat(110),
])("%j is good", async (password) => expect(await verdict(password, ANA)).toBe("good"));

const used = fc.constantFrom(...dictionary["passwords-common"].slice(0, 3000));
const words = dictionary["diceware-common"].filter((word) => word.length > 3);

test("one of the 3,000 most used is refused, however it is stretched to the length", async () => {
  const stretched = fc.constantFrom(
    (word: string) => `${word}123456789012`.slice(0, Math.max(12, word.length)),
    (word: string) => word.repeat(Math.ceil(12 / word.length)),
    (word: string) => `${word}!!!!!!!!!!!!`.slice(0, Math.max(12, word.length)),
    (word: string) => `${word.toUpperCase()}2026`.padEnd(12, "."),
  );
  await fc.assert(
    fc.asyncProperty(used, stretched, async (word, stretch) => {
      expect(await verdict(stretch(word))).toMatch(/^weak_password: (common|pattern)$/);
    }),
    { numRuns: 400 },
  );
});

test("four ordinary words that differ are good, however they are written together", async () => {
  const four = fc.uniqueArray(fc.constantFrom(...words), { minLength: 4, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(four, fc.constantFrom(" ", "-", "", ". "), async (chosen, between) => {
      expect(await verdict(chosen.join(between), ANA)).toBe("good");
    }),
    { numRuns: 400 },
  );
});

test("whatever is sent is answered soon", async () => {
  const nasty = fc.string({
    unit: fc.constantFrom(...Array.from("4@8(63!|105$7+2%zaeios1i")),
    minLength: 12,
    maxLength: 256,
  });
  await fc.assert(
    fc.asyncProperty(nasty, async (password) => {
      const before = performance.now();
      await verdict(password, ANA);
      expect(performance.now() - before).toBeLessThan(2_000);
    }),
    { numRuns: 100 },
  );
});
