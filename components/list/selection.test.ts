import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NOTHING, reduceSelection, type Selection, type SelectionEvent } from "#components/list/selection.ts";

const ids = ["a", "b", "c", "d", "e", "f"];
const after = (...events: SelectionEvent[]) =>
  events.reduce<Selection>(reduceSelection, { ...NOTHING, key: "list" });
const chosen = (...events: SelectionEvent[]) => [...after(...events).chosen].sort().join("");
const on = (id: string): SelectionEvent => ({ type: "toggled", id, on: true });
const off = (id: string): SelectionEvent => ({ type: "toggled", id, on: false });
const to = (id: string, from: string | null = null): SelectionEvent => ({
  type: "extended",
  from,
  to: id,
  ids,
});

describe("a selection", () => {
  it("reaches from the row selected last to the one named, both ways", () => {
    expect(chosen(on("b"), to("d"))).toBe("bcd");
    expect(chosen(on("d"), to("b"))).toBe("bcd");
    expect(chosen(to("c"))).toBe("c");
    expect(chosen(to("c", "b"))).toBe("bc");
  });

  it("is of all that fit until something else is selected, and takes in what is loaded later", () => {
    const matching = { schoolId: "one", count: 1204, more: false, asOf: "2026-11-22T00:00:00.000Z" };
    const all: SelectionEvent = { type: "matched", matching, ids: ["a", "b"] };
    expect(after(on("a"), all).matching).toBe(matching);
    const more: SelectionEvent = { type: "matched", matching, ids };
    expect(chosen(all, more)).toBe("abcdef");
    expect(after(all, more).matching).toBe(matching);
    for (const event of [off("a"), to("c"), { type: "set", ids: [] } as const]) {
      expect(after(all, event).matching).toBeNull();
    }
    expect(chosen(all, more, off("a"))).toBe("bcdef");
  });

  it("takes a range back when it is drawn shorter, and keeps what was selected before", () => {
    expect(chosen(on("a"), on("c"), to("f"), to("d"))).toBe("acd");
    expect(chosen(on("c"), to("e"), to("a"))).toBe("abc");
  });

  it("begins anew where the row it began at is gone", () => {
    expect(chosen(on("gone"), { type: "set", ids: [] }, to("c", "b"))).toBe("bc");
    expect(chosen(on("gone"), off("gone"), to("c"))).toBe("c");
  });

  it("holds nothing that is not in the list but what was there", () => {
    const event = fc.oneof(
      fc.constantFrom(...ids, "gone").map(on),
      fc.constantFrom(...ids).map(off),
      fc
        .tuple(fc.constantFrom(...ids, "gone"), fc.option(fc.constantFrom(...ids, "gone")))
        .map(([id, from]) => to(id, from)),
    );
    fc.assert(
      fc.property(fc.array(event), fc.constantFrom(...ids), (events, last) => {
        const state = reduceSelection(after(...events), to(last));
        expect(state.chosen.has(last)).toBe(true);
        for (const id of state.range) expect(state.chosen.has(id)).toBe(true);
        for (const id of state.chosen) expect([...ids, "gone"]).toContain(id);
      }),
    );
  });
});
