"use client";
import { useCallback, useSyncExternalStore } from "react";
import type { UploadEngine } from "#components/upload/engine.ts";
import type { UploadItem } from "#components/upload/item.ts";

const NONE: readonly UploadItem[] = [];

/** The files of an engine as they are now; none before there is one. */
export function useEngineView(engine: UploadEngine | null): readonly UploadItem[] {
  const subscribe = useCallback((viewer: () => void) => engine?.subscribe(viewer) ?? (() => {}), [engine]);
  return useSyncExternalStore(
    subscribe,
    () => engine?.view().items ?? NONE,
    () => NONE,
  );
}
