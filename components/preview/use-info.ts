"use client";
import { useState } from "react";

/** Where a preview is shown: beside the list, over the window, or over a window that has room for one thing. */
export type Place = "panel" | "full" | "small";

const SHOWN: Record<Place, boolean> = { panel: true, full: true, small: false };
const keyOf = (place: Place) => `athena.preview.info.${place}`;

function remembered(place: Place): boolean {
  try {
    const kept = localStorage.getItem(keyOf(place));
    return kept === null ? SHOWN[place] : kept === "shown";
  } catch {
    // The browser keeps nothing for this site.
    return SHOWN[place];
  }
}

/** Whether details are shown: remembered on this device, for each place by itself; on a small screen never from before. */
export function useInfo(place: Place): [shown: boolean, toggle: () => void] {
  const [chosen, setChosen] = useState<Partial<Record<Place, boolean>>>({});
  const shown = chosen[place] ?? (place === "small" ? SHOWN.small : remembered(place));
  const toggle = () => {
    setChosen({ ...chosen, [place]: !shown });
    try {
      if (place !== "small") localStorage.setItem(keyOf(place), shown ? "hidden" : "shown");
    } catch {
      // It is as chosen until the page is left.
    }
  };
  return [shown, toggle];
}
