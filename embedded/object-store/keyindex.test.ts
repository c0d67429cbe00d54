import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { afterPrefix, fromBytes, type IndexEntry, KeyIndex, toBytes } from "./keyindex.ts";
import { page } from "./list.ts";

const entry = (key: string): IndexEntry => ({ bytes: toBytes(key), size: 1, etag: "", modified: 0 });
const key = fc.string({
  unit: fc.constantFrom("a", "b", "/", "é", "\uffee", "😀"),
  minLength: 1,
  maxLength: 6,
});
const sorted = (keys: Iterable<string>) =>
  [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
const all = (index: KeyIndex) => [...index.from("")].map(({ bytes }) => fromBytes(bytes));

describe("the index", () => {
  test("holds what was set and not deleted, in byte order", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), key), { maxLength: 200 }), (steps) => {
        const index = new KeyIndex();
        const model = new Set<string>();
        for (const [add, name] of steps) {
          if (add) index.set(entry(name));
          else index.delete(toBytes(name));
          if (add) model.add(name);
          else model.delete(name);
        }
        expect(all(index)).toEqual(sorted(model));
        expect(index.size).toBe(model.size);
      }),
    );
  });

  test("stays right and quick over many blocks", () => {
    const index = new KeyIndex();
    const names = Array.from({ length: 20_000 }, (_, i) => `k${(i * 7919) % 20_000}`);
    for (const name of names) index.set(entry(name));
    expect(all(index)).toEqual(sorted(names));
    for (const name of names.slice(0, 15_000)) index.delete(toBytes(name));
    expect(all(index)).toEqual(sorted(names.slice(15_000)));
    const loaded = new KeyIndex();
    loaded.load(names.map(entry));
    expect(loaded.get(toBytes("k77"))?.bytes).toBe("k77");
    expect(loaded.get(toBytes("none"))).toBeUndefined();
  });

  test("knows what comes behind a prefix", () => {
    expect([afterPrefix("a/"), afterPrefix("a\xff\xff"), afterPrefix("\xff")]).toEqual([
      "a0",
      "b",
      undefined,
    ]);
  });
});

test("pages of any size give what one page gives", () => {
  fc.assert(
    fc.property(
      fc.array(key, { maxLength: 60 }),
      fc.constantFrom("", "a", "a/"),
      fc.constantFrom("", "/", "b/"),
      fc.integer({ min: 1, max: 5 }),
      (keys, prefix, delimiter, max) => {
        const index = new KeyIndex();
        for (const name of keys) index.set(entry(name));
        const shown = (after: string, count: number) => {
          const found = page(index, prefix, delimiter, after, count);
          return {
            ...found,
            names: found.items.map((item) => ("prefix" in item ? `${item.prefix}…` : item.entry.bytes)),
          };
        };
        const paged: string[] = [];
        for (let after: string | undefined = ""; after !== undefined; ) {
          const { names, next } = shown(after, max);
          paged.push(...names);
          after = next;
        }
        expect(paged).toEqual(shown("", 10_000).names);
        expect(new Set(paged).size).toBe(paged.length);
        const wanted = new Set(
          keys
            .map(toBytes)
            .filter((name) => name.startsWith(prefix))
            .map((name) => {
              const at = delimiter === "" ? -1 : name.indexOf(delimiter, prefix.length);
              return at < 0 ? name : `${name.slice(0, at + delimiter.length)}…`;
            }),
        );
        expect(new Set(paged)).toEqual(wanted);
      },
    ),
  );
});
