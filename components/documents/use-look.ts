"use client";
import { useMemo, useState } from "react";
import { isView, LOOK_COOKIE, type Look } from "#components/documents/look.ts";
import { useAddress } from "#components/shell/use-address.ts";

const A_YEAR = 365 * 86_400;

/** What was chosen since the page was loaded: Next shows pages again as the server made them, with an older look. */
let chosen: Look | null = null;

function remember(look: Look): void {
  chosen = look;
  const { view, density } = look;
  document.cookie = `${LOOK_COOKIE}=${view}.${density}; path=/; max-age=${A_YEAR}; samesite=lax`;
}

/**
 * How the list looks: as the address says, else as this device remembers, and how to choose another look.
 * @param remembered what the server has read from the cookie.
 */
export function useLook(remembered: Look): { look: Look; choose: (change: Partial<Look>) => void } {
  const { read, write } = useAddress();
  const asked = read("view");
  const [kept, setKept] = useState(chosen ?? remembered);
  const look = useMemo(() => (isView(asked) ? { ...kept, view: asked } : kept), [asked, kept]);
  const choose = (change: Partial<Look>) => {
    const next = { ...kept, ...change };
    remember(next);
    setKept(next);
    // A list goes without saying.
    if (change.view) void write({ view: change.view === "list" ? null : change.view });
  };
  return { look, choose };
}
