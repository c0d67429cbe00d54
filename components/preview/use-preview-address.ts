"use client";
import { useCallback, useEffect, useRef } from "react";
import { stepsBack } from "#components/preview/steps-back.ts";
import { useKeptScroll } from "#components/preview/use-kept-scroll.ts";
import { mend } from "#components/shell/address.ts";
import { useAddress } from "#components/shell/use-address.ts";

/** Of the browser's navigation API what is used here; some browsers do not have it. */
type Entries = { entries(): { url: string | null }[]; currentEntry: { index: number } | null };

/** Steps back to the list or the panel, 0 where the browser does not tell or there is none. */
function stepsTo(place: "list" | "panel"): number {
  const { navigation } = window as { navigation?: Entries };
  const current = navigation?.currentEntry?.index ?? -1;
  const addresses = navigation?.entries().map(({ url }) => url) ?? [];
  return stepsBack(addresses, current, place);
}

/** Milliseconds after which a step back that was asked for counts as taken, although nothing has told of it. */
const STEP = 2_000;

/** Takes steps back in the tab's history: a busy browser takes its time over them. */
function stepBack(steps: number): Promise<void> {
  return new Promise((taken) => {
    addEventListener("popstate", () => taken(), { once: true });
    setTimeout(taken, STEP);
    history.go(-steps);
  });
}

/** What is previewed, and whether over the whole window: both stand in the address. */
export function usePreviewAddress() {
  const { read, write: set } = useAddress();
  const open = read("open");
  useKeptScroll();
  const shown = useRef(open);
  const written = useRef<Promise<unknown>>(Promise.resolve());
  const leaving = useRef<{ to: "list" | "panel"; done: Promise<void> } | null>(null);
  useEffect(() => {
    shown.current = open;
  }, [open]);
  const write = useCallback(
    (values: { open?: string | null; full?: string | null }, way: "push" | "replace") => {
      written.current = set(values, { step: way === "push" });
      return written.current;
    },
    [set],
  );
  /** Does it once no step back is under way any more, which would take it back as well. */
  const settled = useCallback(async (work: () => unknown) => {
    while (leaving.current !== null) await leaving.current.done;
    work();
  }, []);
  /** Shows a document: a step that Back takes back; another one in its place is none. False when it is shown already. */
  const show = useCallback(
    (id: string): boolean => {
      if (leaving.current === null && shown.current === id) return false;
      void settled(() => {
        const way = shown.current === null ? "push" : "replace";
        shown.current = id;
        void write({ open: id }, way);
      });
      return true;
    },
    [write, settled],
  );
  /** Shows another document where one is shown; what is being closed stays closed. */
  const move = useCallback(
    (id: string) => void settled(() => shown.current !== null && show(id)),
    [show, settled],
  );
  const leave = useCallback(
    (place: "list" | "panel") => {
      // Once more, while the same step is under way, would lead out of the list.
      if (leaving.current?.to === place) return;
      void settled(() => {
        const left = async () => {
          // What is still to be written comes first: it would be written into the entry that is gone back to.
          await written.current;
          mend();
          const steps = stepsTo(place);
          if (steps > 0) await stepBack(steps);
          else void write(place === "list" ? { open: null, full: null } : { full: null }, "replace");
          if (place === "list") shown.current = null;
          leaving.current = null;
        };
        leaving.current = { to: place, done: left() };
      });
    },
    [write, settled],
  );
  const expand = useCallback(() => void settled(() => write({ full: "1" }, "push")), [write, settled]);
  const shrink = useCallback(() => leave("panel"), [leave]);
  const close = useCallback(() => leave("list"), [leave]);
  return { opened: open, full: read("full") === "1", show, move, expand, shrink, close };
}
