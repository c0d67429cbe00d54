"use client";
import { useEffect } from "react";

/** Keeps the last title while the next page's is on its way: Next takes one away before it has the other. */
export function KeepTitle() {
  useEffect(() => {
    const kept = document.createElement("title");
    const look = () => {
      const others = [...document.head.querySelectorAll("title")].filter((title) => title !== kept);
      const shown = others.at(0)?.textContent;
      if (shown) {
        kept.remove();
        kept.textContent = shown;
      } else if (kept.textContent && !kept.isConnected) {
        document.head.append(kept);
      }
    };
    look();
    const observer = new MutationObserver(look);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => observer.disconnect();
  }, []);
  return null;
}
