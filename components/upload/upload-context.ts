"use client";
import { createContext, useContext, useEffect, useSyncExternalStore } from "react";
import type { UploadEngine, UploadView } from "#components/upload/engine.ts";
import type { StartedUploads } from "#components/upload/start-uploads.ts";
import type { UploadKind } from "#components/upload/upload-kind.ts";
import type { KindPolicy } from "#lib/documents/constants.ts";
import type { DocumentItem } from "#lib/documents/types.ts";
import type { Replaced } from "#lib/versions/types.ts";

/** Hears of a document as soon as the server has stored it. */
export type Receive = (document: DocumentItem | Replaced) => void;

/** What pages may ask of the uploads; null for readers who may not add files. */
export type Uploads = {
  /** What becomes of files that are added here and now. */
  kind: UploadKind;
  /** What is taken of that kind. */
  policy: KindPolicy;
  /** Opens the system's list of files. What is chosen becomes what `kind` was then. */
  choose: () => void;
  add: (files: readonly File[]) => void;
  /** The engine, as soon as its code is there; null where it could not be fetched, which has been said then. */
  need: () => Promise<StartedUploads | null>;
  receivers: Set<Receive>;
  /** The engine and what shows it, once their code is there. */
  started: StartedUploads | null;
} | null;

export const UploadContext = createContext<Uploads>(null);

/** The uploads of this visit, or null for readers who may not add files. */
export function useUploads(): Uploads {
  return useContext(UploadContext);
}

/** What the queue looks like now. */
export function useUploadView(engine: UploadEngine): UploadView {
  return useSyncExternalStore(engine.subscribe, engine.view, engine.view);
}

/** Calls `receive` with every document as soon as the server has stored it. */
export function useStored(receive: Receive): void {
  const receivers = useUploads()?.receivers;
  useEffect(() => {
    receivers?.add(receive);
    return () => void receivers?.delete(receive);
  }, [receivers, receive]);
}
