"use client";
import { useEffect, useSyncExternalStore } from "react";
import { isWatched, onBulk, watchActions } from "#components/bulk/store.ts";
import { onDemand } from "#components/ui/on-demand.tsx";

const BulkWatcher = onDemand(() =>
  import("#components/bulk/bulk-watcher.tsx").then((module) => module.BulkWatcher),
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
