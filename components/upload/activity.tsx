"use client";
import { useEffect } from "react";
import type { UploadEngine } from "#components/upload/engine.ts";
import { Tray } from "#components/upload/tray.tsx";
import { useUploadView } from "#components/upload/upload-context.ts";

/** The tray while there is something in it, and a question before the tab closes on unfinished work. */
export function Activity({ engine, administers }: { engine: UploadEngine; administers: boolean }) {
  const { items, summary } = useUploadView(engine);
  useEffect(() => {
    if (!summary.busy) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [summary.busy]);
  return items.length > 0 ? <Tray engine={engine} administers={administers} /> : null;
}
