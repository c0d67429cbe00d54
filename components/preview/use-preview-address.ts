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

/** What is previewed, and whether over the whole window: both stand in the address. */
export function usePreviewAddress() {
  const { read, write: set } = useAddress();
  const open = read("open");
  useKeptScroll();
  const shown = useRef(open);
  const written = useRef<Promise<unknown>>(Promise.resolve());
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
  /** Shows a document: a step that Back takes back; another one in its place is none. False when it is shown already. */
  const show = useCallback(
    (id: string): boolean => {
      const before = shown.current;
      if (before === id) return false;
      shown.current = id;
      if (before !== null) {
        void write({ open: id }, "replace");
        return true;
      }
      void write({ open: id }, "push");
      return true;
    },
    [write],
  );
  const leave = useCallback(
    (place: "list" | "panel") => {
      // What is still to be written comes first: it would be written into the entry that is gone back to.
      void written.current.then(() => {
        mend();
        const steps = stepsTo(place);
        if (steps > 0) history.go(-steps);
        else void write(place === "list" ? { open: null, full: null } : { full: null }, "replace");
      });
    },
    [write],
  );
  const expand = useCallback(() => void write({ full: "1" }, "push"), [write]);
  const shrink = useCallback(() => leave("panel"), [leave]);
  const close = useCallback(() => leave("list"), [leave]);
  return { opened: open, full: read("full") === "1", show, expand, shrink, close };
}
