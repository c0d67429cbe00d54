"use client";
import { useEffect, useRef } from "react";
import { listAddress } from "#components/preview/steps-back.ts";

/**
 * Keeps the list as it is scrolled when Back and Forward lead through previews alone: it was never left, while the
 * browser would scroll it to where it was when the preview opened.
 */
export function useKeptScroll(): void {
  const list = useRef("");
  useEffect(() => {
    list.current = listAddress(location.href);
  });
  useEffect(() => {
    const hold = () => {
      if (listAddress(location.href) !== list.current) return;
      const { scrollX, scrollY } = window;
      history.scrollRestoration = "manual";
      requestAnimationFrame(() => {
        history.scrollRestoration = "auto";
        window.scrollTo(scrollX, scrollY);
      });
    };
    window.addEventListener("popstate", hold);
    return () => window.removeEventListener("popstate", hold);
  }, []);
}
