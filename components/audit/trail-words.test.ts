import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createTranslator } from "next-intl";
import { expect, test } from "vitest";
import { actionChoices, piecesOf } from "#components/audit/trail-words.ts";
import { AUDIT_ACTIONS } from "#lib/audit/constants.ts";
import type { TrailEntry } from "#lib/audit/types.ts";
import en from "#locales/en.json" with { type: "json" };
import es from "#locales/es.json" with { type: "json" };

const translator = (locale: "en" | "es") =>
  createTranslator({
    locale,
    messages: locale === "en" ? en : es,
    namespace: "audit",
  });

const event: TrailEntry = {
  id: "0199f0aa-0000-7000-8000-000000000001",
  at: new Date("2026-11-23T05:00:00Z"),
  action: "document.downloaded",
  outcome: "ok",
  person: { id: "1", name: "Ana Ruiz", email: null },
  isByToken: false,
  target: { type: "document", id: "2", name: "Enrolment form.pdf" },
  student: { id: "3", name: "Leo Berg" },
  ip: null,
  userAgent: null,
  requestId: null,
  tokenId: null,
  sessionId: null,
  details: {},
};

const said = (locale: "en" | "es", entry: Partial<TrailEntry>) =>
  piecesOf(translator(locale), { ...event, ...entry })
    .map(({ text }) => text)
    .join("");

/** Every source file of a folder, tests left out. */
function sourcesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => readFileSync(path.join(folder, name), "utf8"));
}

/** Whatever is written as `action: "a.b"`, by name or by a choice between names. */
const WRITTEN = /\baction:\s*(?:[^,;{}"`]*\?\s*)?"([a-z_]+\.[a-z_]+)"/g;

test("every action that is written anywhere has words in both languages", () => {
  const written = ["lib", "scripts", "app"].flatMap((folder) =>
    sourcesOf(folder).flatMap((source) => [...source.matchAll(WRITTEN)].map(([, action = ""]) => action)),
  );
  expect(written.length).toBeGreaterThan(40);
  const known = new Set<string>(AUDIT_ACTIONS);
  expect([...new Set(written)].filter((action) => !known.has(action))).toEqual([]);
});

test.each(["en", "es"] as const)("each action is a sentence of its own in %s", (locale) => {
  const sentences = AUDIT_ACTIONS.map((action) => said(locale, { action }));
  for (const sentence of sentences) {
    expect(sentence).toMatch(/^\S.*\S$/);
    expect(sentence).not.toMatch(/audit\.|did\.|[\u0001-\u0003{}]/);
  }
  expect(new Set(sentences).size).toBe(AUDIT_ACTIONS.length);
});

test.each([
  ["en", {}, "Ana Ruiz downloaded Enrolment form.pdf"],
  ["es", {}, "Ana Ruiz descargó Enrolment form.pdf"],
  ["en", { action: "document.linked" }, "Ana Ruiz linked Enrolment form.pdf to Leo Berg"],
  ["en", { action: "document.linked", student: null }, "Ana Ruiz linked Enrolment form.pdf to a student"],
  ["en", { person: null }, "The system downloaded Enrolment form.pdf"],
  ["en", { action: "session.signed_in", person: null, outcome: "denied" }, "Somebody signed in"],
  ["en", { target: { type: "document", id: "2", name: null } }, "Ana Ruiz downloaded a file"],
  [
    "en",
    { target: { type: "document", id: "2", name: null }, details: { kind: "attachment" } },
    "Ana Ruiz downloaded a message’s file",
  ],
  [
    "es",
    { action: "student.created", target: { type: "student", id: "3", name: null } },
    "Ana Ruiz añadió al alumno un alumno",
  ],
] satisfies ["en" | "es", Partial<TrailEntry>, string][])("%s %o", (locale, entry, sentence) => {
  expect(said(locale, entry)).toBe(sentence);
});

test.each(["en", "es"] as const)("each action can be chosen by a name of its own in %s", (locale) => {
  const choices = actionChoices(translator(locale), locale).flatMap(({ actions }) => actions);
  expect(choices.map(({ action }) => action).toSorted()).toEqual([...AUDIT_ACTIONS].toSorted());
  const names = choices.map(({ name }) => name);
  expect(names.filter((name) => !/^\p{Lu}.*[^\s]$/u.test(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});
