"use client";
import dynamic from "next/dynamic";
import { useEffect, useSyncExternalStore } from "react";
import { isWatched, onBulk, watchActions } from "#components/bulk/store.ts";

const BulkWatcher = dynamic(
  () => import("#components/bulk/bulk-watcher.tsx").then((module) => module.BulkWatcher),
  { ssr: false },
);

/** The place of bulk actions under way: they outlast the page that began them. Its code comes when it is needed. */
export function BulkHost({ running }: { running: boolean }) {
  const watched = useSyncExternalStore(onBulk, isWatched, () => false);
  useEffect(() => {
    if (running) watchActions();
    // Whoever comes back may have begun or ended something in another window.
    window.addEventListener("focus", watchActions, { once: true });
    return () => window.removeEventListener("focus", watchActions);
  }, [running]);
  return watched ? <BulkWatcher /> : null;
}
