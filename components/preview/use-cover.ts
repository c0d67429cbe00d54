"use client";
import { type RefObject, useEffect } from "react";

/** Messages stay within reach, whatever covers the page. */
const KEPT = "[data-base-ui-portal], script, style, link, next-route-announcer";

/** All that stands beside an element, on every level up to the page. */
function others(element: HTMLElement): HTMLElement[] {
  const found: HTMLElement[] = [];
  for (let at = element; at !== document.body && at.parentElement !== null; at = at.parentElement) {
    for (const sibling of at.parentElement.children) {
      if (sibling !== at && sibling instanceof HTMLElement && !sibling.matches(KEPT)) found.push(sibling);
    }
  }
  return found;
}

/**
 * Makes an element all there is while it covers the page: the rest can be neither reached nor read out. The element
 * itself stays where it is in the page, so that nothing in it begins anew when it grows.
 */
export function useCover(box: RefObject<HTMLElement | null>, covers: boolean): void {
  useEffect(() => {
    const element = box.current;
    if (!covers || element === null) return undefined;
    const covered = others(element).filter((other) => !other.inert);
    for (const other of covered) other.inert = true;
    if (!element.contains(document.activeElement)) element.focus({ preventScroll: true });
    // What had the focus may go, as a button does: the keys must go on working.
    const keep = () =>
      requestAnimationFrame(() => {
        const lost = document.activeElement === null || document.activeElement === document.body;
        if (lost) element.focus({ preventScroll: true });
      });
    element.addEventListener("focusout", keep);
    return () => {
      element.removeEventListener("focusout", keep);
      for (const other of covered) other.inert = false;
    };
  }, [box, covers]);
}
