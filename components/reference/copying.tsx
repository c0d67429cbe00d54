"use client";
import { useEffect } from "react";
import { copyLink } from "#components/publishing/copy-link.ts";
import { sayDone, sayFailed } from "#components/ui/toasts.ts";

/** Lets the buttons of the page that name a text in `data-copies` copy it: one listener for all of them. */
export function Copying({ copied, failed }: { copied: string; failed: string }) {
  useEffect(() => {
    const copy = async (event: MouseEvent) => {
      const button = event.target instanceof Element ? event.target.closest("[data-copies]") : null;
      const text = document.getElementById(button?.getAttribute("data-copies") ?? "")?.textContent;
      if (text == null) return;
      if (await copyLink(text)) sayDone(copied, undefined, "reference-copied");
      else sayFailed(failed);
    };
    const onClick = (event: MouseEvent) => void copy(event);
    document.addEventListener("click", onClick);
    return () => document.removeEventListener("click", onClick);
  }, [copied, failed]);
  return null;
}
