"use client";
import { useCallback, useEffect, useState } from "react";
import type { Opened } from "#components/preview/use-opened.ts";
import { useStored } from "#components/upload/upload-context.ts";
import type { DocumentItem } from "#lib/documents/types.ts";

const LOADING: Opened = { is: "loading" };

/**
 * Opens a document anew once it holds a newer version than the one in view.
 * @param listed the document as the list has it, where it has it.
 * @returns the highest number that was heard of: what is in view stays in view as long as that stays; and what is to be
 * shown of it, never an older one.
 */
export function useNewest(
  id: string,
  listed: DocumentItem | undefined,
  state: Opened,
  renew: () => void,
): { newest: number; state: Opened } {
  const [known, setKnown] = useState({ id, version: 1 });
  const opened = state.is === "open" ? state.opened.document.version : 0;
  const before = known.id === id ? known.version : 1;
  const newest = Math.max(listed?.version ?? 0, opened, before);
  if (known.id !== id || newest > before) setKnown({ id, version: newest });
  useStored(
    useCallback(
      (document) => {
        if (document.id === id) setKnown({ id, version: document.version });
      },
      [id],
    ),
  );
  const isOld = state.is === "open" && opened < newest;
  useEffect(() => {
    if (isOld) renew();
  }, [isOld, renew]);
  // A view that has begun with the old one would go on with it.
  return { newest, state: isOld ? LOADING : state };
}
