import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Difference, differences } from "#lib/audit/differences.ts";
import { sealKey } from "#lib/audit/keys.ts";
import { entryOf, headOf, readEntries, type SealFacts } from "#lib/audit/seal-form.ts";

const key = sealKey("a secret of the tests that is long enough");
const event = (body: string, id = randomUUID() as string) => ({ id, tx: 1n, body });

async function* each<T>(items: readonly T[]) {
  yield* items;
}

test("the entries of a seal tell the ids of its events, in their order", () => {
  const events = ["a", "b", "c"].map((body) => event(body));
  const entries = Buffer.concat(events.map((one) => entryOf(key, one)));
  expect([...readEntries(entries)].map(({ id }) => id)).toEqual(events.map(({ id }) => id));
});

test("whatever is changed, taken away or put in is named, and nothing else", async () => {
  const bodies = fc.array(fc.string(), { maxLength: 30 });
  const deeds = fc.array(fc.constantFrom("keep", "change", "remove", "add"), {
    minLength: 30,
    maxLength: 30,
  });
  await fc.assert(
    fc.asyncProperty(bodies, deeds, async (texts, done) => {
      const sealed = texts.map((body) => event(body));
      const wanted: Difference[] = [];
      const now = sealed.flatMap((one, at) => {
        if (done[at] === "remove") wanted.push({ sort: "event_missing", eventId: one.id });
        if (done[at] === "remove") return [];
        if (done[at] === "change") wanted.push({ sort: "event_changed", eventId: one.id });
        if (done[at] === "change") return [{ ...one, body: `${one.body}.` }];
        if (done[at] !== "add") return [one];
        const added = event(one.body);
        wanted.push({ sort: "event_added", eventId: added.id });
        return [one, added];
      });
      const entries = Buffer.concat(sealed.map((one) => entryOf(key, one)));
      const found = await Array.fromAsync(differences(key, entries, each(now)));
      expect(new Set(found.map((one) => JSON.stringify(one)))).toEqual(
        new Set(wanted.map((one) => JSON.stringify(one))),
      );
    }),
  );
});

test("a head speaks for every fact of its seal, and for the secret", () => {
  const facts: SealFacts = {
    chain: randomUUID(),
    number: 7,
    after: { tx: 10n, id: randomUUID() },
    last: { tx: 20n, id: randomUUID() },
    events: 3,
    digest: Buffer.alloc(32, 1),
    previous: Buffer.alloc(32, 2),
    keyId: key.id,
    sealedAt: new Date("2026-11-23T05:00:00.000Z"),
  };
  const others: SealFacts[] = [
    facts,
    { ...facts, chain: randomUUID() },
    { ...facts, number: 8 },
    { ...facts, after: { ...facts.after, tx: 11n } },
    { ...facts, after: { ...facts.after, id: randomUUID() } },
    { ...facts, last: { ...facts.last, tx: 21n } },
    { ...facts, last: { ...facts.last, id: randomUUID() } },
    { ...facts, events: 4 },
    { ...facts, digest: Buffer.alloc(32, 3) },
    { ...facts, previous: null },
    { ...facts, keyId: "other" },
    { ...facts, sealedAt: new Date(0) },
  ];
  const heads = others.map((one) => headOf(key, one).toString("hex"));
  const another = headOf(sealKey("another secret that is long enough too"), facts).toString("hex");
  expect(new Set([...heads, another]).size).toBe(others.length + 1);
  expect(headOf(key, facts).toString("hex")).toBe(heads[0]);
});
