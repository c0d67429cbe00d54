"use client";
import { useCallback, useEffect, useState } from "react";
import type { DocumentItem } from "#lib/documents/types.ts";
import { publicationAction } from "#lib/publishing/actions.ts";
import type { Publication } from "#lib/publishing/types.ts";

const FIRST_MS = 400;
const LAST_MS = 5_000;

export type Told = (id: string, publication: Publication | null) => void;

/**
 * What a file is to the public, followed while it changes.
 * @param onChange hears of each change, for the list that shows the file as well.
 */
export function usePublication(
  item: Pick<DocumentItem, "id" | "publication">,
  onChange: Told,
): { publication: Publication | null; tell: (publication: Publication | null) => void } {
  const { id } = item;
  // What was heard since the item came; a newer item is the newer truth.
  const [heard, setHeard] = useState<{ item: typeof item; publication: Publication | null } | null>(null);
  const publication = heard?.item === item ? heard.publication : item.publication;
  const state = publication?.state;
  const changing = state === "publishing" || state === "withdrawing";
  const tell = useCallback(
    (next: Publication | null) => {
      setHeard({ item, publication: next });
      onChange(item.id, next);
    },
    [item, onChange],
  );
  useEffect(() => {
    if (!changing) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    let wanted = true;
    let pause = FIRST_MS;
    const look = async () => {
      const result = await publicationAction(id).catch(() => null);
      if (!wanted) return;
      if (result?.ok && result.data?.state !== state) return tell(result.data);
      pause = Math.min(pause * 1.5, LAST_MS);
      timer = setTimeout(() => void look(), pause);
    };
    timer = setTimeout(() => void look(), pause);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [id, state, changing, tell]);
  return { publication, tell };
}
