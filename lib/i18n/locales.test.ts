import { describe, expect, it } from "vitest";
import { ERROR_STATUS } from "#lib/errors.ts";
import en from "#locales/en.json" with { type: "json" };
import es from "#locales/es.json" with { type: "json" };

type Tree = { [key: string]: string | Tree };

/** Every message by its path: `{ "shell.skip": "Skip to the content" }`. */
function flatten(tree: Tree, prefix = ""): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === "string"
        ? [[`${prefix}${key}`, value]]
        : Object.entries(flatten(value, `${prefix}${key}.`)),
    ),
  );
}

/** The arguments a message takes, with their kind: `count:plural`, `name:text`. */
function placeholders(message: string): string[] {
  const found = message.matchAll(/\{\s*([a-z]\w*)\s*(?:,\s*(\w+))?\s*[,}]/gi);
  const named = [...found].map(([, name, kind]) => `${name}:${kind ?? "text"}`);
  return [...new Set(named)].toSorted();
}

const english = flatten(en);
const spanish = flatten(es);

describe("the languages", () => {
  it("have the same messages", () => {
    expect(Object.keys(spanish).toSorted()).toEqual(Object.keys(english).toSorted());
  });

  it.each(Object.keys(english))("take the same placeholders in %s", (key) => {
    expect(placeholders(spanish[key] ?? "")).toEqual(placeholders(english[key] ?? ""));
  });

  it("have words for every error code, and for no other", () => {
    expect(Object.keys(en.errors).toSorted()).toEqual(Object.keys(ERROR_STATUS).toSorted());
  });
});
