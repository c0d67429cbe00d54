import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type * as Address from "#components/shell/address.ts";

/** A tab: its entries, and whether it takes another one. */
let entries: URL[];
let writes: string[];
let keys: string[];
let refuse: boolean;
let at: number;
let online: boolean;
let address: typeof Address;
let asked: string[];

const entry = () => entries[at] ?? expect.fail("no entry");
const search = () => decodeURIComponent(entry().search);
const ask = (to: string) => void asked.push(to);
const shows = () => address.aheadNow().values;
/** React has come to show what the address says. */
const shown = () => address.settle(new URLSearchParams(entry().search));

function write(way: string, to: string): void {
  if (refuse) throw new DOMException("too many", "SecurityError");
  writes.push(way);
  const next = new URL(to, entry());
  if (way === "push") add(next);
  else entries = entries.with(at, next);
}

function add(next: URL): void {
  entries = [...entries.slice(0, at + 1), next];
  keys = [...keys.slice(0, at + 1), `key ${entries.length} of ${writes.length}`];
  at += 1;
}

function leave(to: string): void {
  add(new URL(to, entry()));
}

/** React comes to show an older state, whose address Next writes over the one that is there. */
function showsLate(to: string): void {
  entries = entries.with(at, new URL(to, entry()));
  shown();
}

beforeEach(async () => {
  vi.useFakeTimers();
  vi.resetModules();
  [entries, keys, writes, asked, at, online, refuse] = [
    [new URL("http://school/documents")],
    ["first"],
    [],
    [],
    0,
    true,
    false,
  ];
  const navigation = {
    get currentEntry() {
      return { key: keys[at] };
    },
  };
  vi.stubGlobal("window", Object.assign(new EventTarget(), { navigation }));
  vi.stubGlobal("History", {
    prototype: { replaceState: (_state: unknown, _title: string, to: string) => write("mend", to) },
  });
  vi.stubGlobal("navigator", {
    get onLine() {
      return online;
    },
  });
  vi.stubGlobal("location", {
    get pathname() {
      return entry().pathname;
    },
    get search() {
      return entry().search;
    },
    get hash() {
      return entry().hash;
    },
  });
  vi.stubGlobal("history", {
    pushState: (_state: unknown, _title: string, to: string) => write("push", to),
    replaceState: (_state: unknown, _title: string, to: string) => write("replace", to),
  });
  address = await import("#components/shell/address.ts");
  address.onAhead(() => undefined);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** What was asked for, and is written at once. */
async function goes(values: Record<string, string | null>): Promise<void> {
  void address.change(values, { step: true }, ask);
  await vi.advanceTimersByTimeAsync(1_000);
}

const transition = (scope: () => void) => scope();

describe("the address", () => {
  it("is shown at once and written as one change for several of one moment", async () => {
    void address.change({ view: "grid" }, {}, ask);
    const written = address.change({ open: "1" }, { step: true }, ask);
    expect(shows()).toEqual({ view: "grid", open: "1" });
    expect(writes).toEqual([]);
    await vi.advanceTimersByTimeAsync(0);
    await written;
    expect(writes).toEqual(["push"]);
    expect(search()).toBe("?view=grid&open=1");
    expect(asked).toEqual([]);
    shown();
    expect(shows()).toEqual({});
  });

  it("waits for a pause in typing, and asks the server once", async () => {
    for (const q of ["p", "pl", "pla"]) {
      void address.change({ q }, { pause: 250, transition }, ask);
      await vi.advanceTimersByTimeAsync(200);
    }
    expect([writes, shows()]).toEqual([[], { q: "pla" }]);
    await vi.advanceTimersByTimeAsync(50);
    expect([writes, asked]).toEqual([["replace"], ["/documents?q=pla"]]);
    // Until the answer is there it is shown ahead of it.
    expect(shows()).toEqual({ q: "pla" });
  });

  it("takes what was typed along with a change that does not wait", async () => {
    void address.change({ q: "plan" }, { pause: 250, transition }, ask);
    void address.change({ kind: "report" }, { step: true, transition }, ask);
    await vi.advanceTimersByTimeAsync(0);
    expect([writes, asked]).toEqual([["push"], ["/documents?q=plan&kind=report"]]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(writes).toEqual(["push"]);
  });

  it("asks again for an answer that another change would drop", async () => {
    void address.change({ q: "plan" }, { transition }, ask);
    await vi.advanceTimersByTimeAsync(0);
    void address.change({ open: "1" }, { step: true }, ask);
    await vi.advanceTimersByTimeAsync(200);
    expect(asked).toEqual(["/documents?q=plan", "/documents?q=plan&open=1"]);
    shown();
    void address.change({ open: null }, {}, ask);
    await vi.advanceTimersByTimeAsync(200);
    expect(asked).toHaveLength(2);
  });

  it("asks no server without a connection", async () => {
    online = false;
    void address.change({ q: "plan" }, { transition }, ask);
    await vi.advanceTimersByTimeAsync(0);
    expect([search(), asked]).toEqual(["?q=plan", []]);
  });

  it("writes nothing that stands there already", async () => {
    const written = address.change({ q: null }, { step: true, transition }, ask);
    await vi.advanceTimersByTimeAsync(0);
    await written;
    expect([writes, asked, shows()]).toEqual([[], [], {}]);
  });

  it("keeps a later change while an earlier one is shown", async () => {
    void address.change({ q: "a" }, { transition }, ask);
    await vi.advanceTimersByTimeAsync(0);
    void address.change({ q: "ab" }, { pause: 250, transition }, ask);
    shown();
    expect(shows()).toEqual({ q: "ab" });
    await vi.advanceTimersByTimeAsync(250);
    expect(search()).toBe("?q=ab");
  });

  it("lets go of what was asked for on a page that is left", async () => {
    const written = address.change({ q: "plan" }, { pause: 250, transition }, ask);
    leave("/trash");
    window.dispatchEvent(new Event("popstate"));
    await written;
    expect(shows()).toEqual({});
    await vi.advanceTimersByTimeAsync(1_000);
    expect([writes, asked]).toEqual([[], []]);
  });

  it("lets go of what a step back takes back", async () => {
    void address.change({ kind: "report" }, { step: true, transition }, ask);
    await vi.advanceTimersByTimeAsync(0);
    expect(shows()).toEqual({ kind: "report" });
    at -= 1;
    window.dispatchEvent(new Event("popstate"));
    expect(shows()).toEqual({ kind: null });
    shown();
    expect(shows()).toEqual({});
  });

  it("holds where a step led, while React shows late what was left by it", async () => {
    await goes({ open: "1" });
    await goes({ full: "1" });
    at -= 1;
    window.dispatchEvent(new Event("popstate"));
    expect(shows()).toMatchObject({ full: null });
    showsLate("/documents?open=1&full=1");
    expect([search(), shows()]).toEqual(["?open=1", { full: null }]);
    at -= 1;
    window.dispatchEvent(new Event("popstate"));
    showsLate("/documents?open=1");
    expect([search(), shows()]).toEqual(["", { open: null }]);
    shown();
    expect([search(), shows()]).toEqual(["", {}]);
  });

  it("leaves room between many changes, and shows each at once", async () => {
    for (let id = 0; id < 100; id += 1) {
      void address.change({ open: String(id) }, {}, ask);
      expect(shows()).toEqual({ open: String(id) });
      await vi.advanceTimersByTimeAsync(33);
    }
    await vi.advanceTimersByTimeAsync(1_000);
    expect(search()).toBe("?open=99");
    expect(writes.length).toBeGreaterThan(10);
    expect(writes.length).toBeLessThan(25);
  });

  it("tries again when the browser has had too many changes", async () => {
    refuse = true;
    const written = address.change({ open: "1" }, { step: true }, ask);
    await vi.advanceTimersByTimeAsync(100);
    expect([writes, shows()]).toEqual([[], { open: "1" }]);
    refuse = false;
    await vi.advanceTimersByTimeAsync(1_000);
    await written;
    expect([writes, search()]).toEqual([["push"], "?open=1"]);
  });

  it("is put right where an older state is shown late, and what follows builds on it", async () => {
    await goes({ open: "1" });
    showsLate("/documents");
    expect([search(), shows()]).toEqual(["?open=1", { open: "1" }]);
    // An older state need not have other values: then nobody is told that it was shown.
    entries = entries.with(at, new URL("http://school/documents"));
    await goes({ full: "1" });
    expect(entries.map((each) => each.search)).toEqual(["", "?open=1", "?open=1&full=1"]);
    entries = entries.with(at, new URL("http://school/documents?open=1"));
    address.mend();
    shown();
    expect([search(), shows()]).toEqual(["?open=1&full=1", {}]);
  });

  it("is left alone where a person went back to an older one, or on to it", async () => {
    await goes({ open: "1" });
    leave("/documents");
    shown();
    expect([search(), shows()]).toEqual(["", {}]);
    await goes({ open: "2" });
    at -= 1;
    window.dispatchEvent(new Event("popstate"));
    shown();
    expect([search(), shows(), writes.includes("mend")]).toEqual(["", {}, false]);
  });

  it("is left alone once React has shown it", async () => {
    await goes({ open: "1" });
    shown();
    showsLate("/documents");
    expect([search(), writes]).toEqual(["", ["push"]]);
  });
});
