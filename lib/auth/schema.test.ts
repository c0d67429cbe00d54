import { describe, expect, test } from "vitest";
import { localeChoice, schoolArguments, setUpForm, signInForm } from "#lib/auth/schema.ts";

const SETUP = {
  token: "secret",
  schoolName: "Colegio Ágora",
  timeZone: "Europe/Madrid",
  locale: "es",
  name: "Ana",
  email: "ana@example.org",
  password: "a long password",
};

describe("the set-up form", () => {
  test("takes what a school is called, trimmed", () => {
    expect(setUpForm.parse({ ...SETUP, schoolName: "  Colegio Ágora " }).schoolName).toBe("Colegio Ágora");
  });

  test.each([
    ["schoolName", ""],
    ["schoolName", "   "],
    ["schoolName", "x".repeat(121)],
    ["schoolName", "a\0b"],
    ["schoolName", "a\nb"],
    ["name", "\ud800"],
    ["timeZone", "Mars/Olympus"],
    ["timeZone", ""],
    ["locale", "xx"],
    ["email", "ana"],
    ["email", "a na@example.org"],
    ["email", "ana@@example.org"],
    ["email", "a\0na@example.org"],
    ["password", ""],
    ["password", "x".repeat(1025)],
    ["token", "x".repeat(201)],
  ])("refuses %s %j", (field, value) => {
    const parsed = setUpForm.safeParse({ ...SETUP, [field]: value });
    expect(parsed.error?.issues.map((issue) => issue.path[0])).toContain(field);
  });
});

test("the sign-in form takes any password, and no address that cannot be one", () => {
  expect(signInForm.safeParse({ email: "ana@example.org", password: " \0 " }).success).toBe(true);
  expect(signInForm.safeParse({ email: "a\0@example.org", password: "x" }).success).toBe(false);
  expect(signInForm.safeParse({ email: "ana@example.org", password: "" }).success).toBe(false);
});

test("a school's short name is one that addresses and commands can carry", () => {
  const { slug } = schoolArguments.shape;
  expect(["a", "agora", "agora-2", "a".repeat(48)].every((name) => slug.safeParse(name).success)).toBe(true);
  expect(
    ["", "-a", "a-", "Agora", "a_b", "á", "a".repeat(49)].some((name) => slug.safeParse(name).success),
  ).toBe(false);
});

test("a language is one that the pages have", () => {
  expect(["en", "es"].every((locale) => localeChoice.safeParse(locale).success)).toBe(true);
  expect(localeChoice.safeParse("../en").success).toBe(false);
});

test("the wider upload types of a school are said by their endings", () => {
  const types = schoolArguments.shape["upload-types"];
  expect(types.parse(undefined)).toEqual([]);
  expect(types.parse("csv,xlsx")).toEqual([
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "text/csv",
  ]);
  expect(["", "exe", "csv,html", "text/csv"].some((list) => types.safeParse(list).success)).toBe(false);
});
