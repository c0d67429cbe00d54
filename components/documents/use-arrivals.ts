"use client";
import { useRouter } from "next/navigation";
import { type Dispatch, useCallback, useEffect, useRef } from "react";
import { matches } from "#components/list/matches.ts";
import type { RowsEvent } from "#components/list/rows.ts";
import { useStored } from "#components/upload/upload-context.ts";
import type { DocumentItem } from "#lib/documents/types.ts";

/** Milliseconds that refreshes are gathered for: hundreds of files must not ask for hundreds of lists. */
const GATHER = 3_000;

/** Shows what has been stored at once, from the server's own answer, and asks for the list a little later. */
export function useArrivals(q: string, dispatch: Dispatch<RowsEvent>): void {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useStored(
    useCallback(
      (document: DocumentItem) => {
        if (matches(document.filename, q)) dispatch({ type: "inserted", items: [document] });
        timer.current ??= setTimeout(() => {
          timer.current = undefined;
          router.refresh();
        }, GATHER);
      },
      [q, dispatch, router],
    ),
  );
}
