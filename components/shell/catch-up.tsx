"use client";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";

/** Milliseconds after a step by which its page is shown, or asked for again; twice as many each time. */
const FIRST_LOOK = 1_000;
const LAST_LOOK = 16_000;

const addressOf = (path: string, search: string) => `${path}?${new URLSearchParams(search)}`;

/** Asks for the page again until what a step through the tab's history has come to is shown. */
export function CatchUp() {
  const path = usePathname();
  const params = useSearchParams();
  const router = useRouter();
  const shown = useRef("");
  useEffect(() => {
    shown.current = addressOf(path, params.toString());
  }, [path, params]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (wait: number) => {
      timer = setTimeout(() => {
        if (shown.current === addressOf(location.pathname, location.search)) return;
        // Without a connection Next would load the whole page anew, and what is being uploaded would go with the old one.
        if (navigator.onLine) router.refresh();
        if (wait < LAST_LOOK) look(wait * 2);
      }, wait);
    };
    look(FIRST_LOOK);
    return () => clearTimeout(timer);
  }, [router]);
  return null;
}
