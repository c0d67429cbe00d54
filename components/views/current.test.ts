import { describe, expect, it } from "vitest";
import { canSave, kindQuery, listHref, viewOf, wholeKind } from "#components/views/current.ts";
import { type ListQuery, readListQuery, WHOLE_LIST } from "#lib/documents/list-query.ts";

const mine: ListQuery = { ...WHOLE_LIST, by: "me", kind: "report" };
const views = [
  { id: "1", name: "Mine", query: mine },
  { id: "2", name: "The same", query: mine },
];
const pdfs: ListQuery = { ...WHOLE_LIST, type: "pdf" };

describe("the tab that fits", () => {
  it("is the first view that shows exactly this", () => {
    expect(viewOf(mine, views)?.id).toBe("1");
    expect(viewOf({ ...mine, q: "x" }, views)).toBeUndefined();
    expect(viewOf(WHOLE_LIST, [])).toBeUndefined();
  });
});

describe("the tab of a kind", () => {
  it("takes search and filters along from kind to kind", () => {
    expect(kindQuery("report", pdfs, views)).toEqual({ ...pdfs, kind: "report" });
    expect(kindQuery(null, { ...pdfs, kind: "media" }, views)).toEqual(pdfs);
  });

  it("takes them away where one is already, or comes from a saved view", () => {
    expect(kindQuery(null, pdfs, views)).toEqual(WHOLE_LIST);
    expect(kindQuery("media", mine, views)).toEqual(wholeKind("media"));
    expect(kindQuery("report", mine, views)).toEqual(wholeKind("report"));
  });
});

describe("saving", () => {
  it("is for what has no tab yet", () => {
    expect(canSave(pdfs, views)).toBe(true);
    expect(canSave({ ...WHOLE_LIST, sort: { by: "name", descending: false } }, views)).toBe(true);
    expect(canSave(mine, views)).toBe(false);
    expect(canSave(WHOLE_LIST, views)).toBe(false);
    expect(canSave(wholeKind("media"), views)).toBe(false);
  });
});

describe("an address", () => {
  it("says what is asked for, and nothing that goes without saying", () => {
    expect(listHref(WHOLE_LIST)).toBe("/documents");
    const asked: ListQuery = { ...mine, q: "a & b=c", sort: { by: "name", descending: true } };
    const address = new URL(listHref(asked), "http://athena.test");
    expect(readListQuery((name) => address.searchParams.get(name))).toEqual(asked);
  });
});
