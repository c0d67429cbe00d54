"use client";
import { useCallback, useState } from "react";
import { usePolling } from "#components/polling/use-polling.ts";
import type { DocumentItem } from "#lib/documents/types.ts";
import { publicationAction } from "#lib/publishing/actions.ts";
import type { Publication } from "#lib/publishing/types.ts";

export type Told = (id: string, publication: Publication | null) => void;

/**
 * What a file is to the public, followed while it changes.
 * @param onChange hears of each change, for the list that shows the file as well.
 */
export function usePublication(
  item: Pick<DocumentItem, "id" | "publication">,
  onChange: Told,
): { publication: Publication | null; tell: (publication: Publication | null) => void } {
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
  usePolling(changing ? `${item.id} ${state}` : null, async () => {
    const result = await publicationAction(item.id);
    return result.ok && result.data?.state !== state ? () => tell(result.data) : null;
  });
  return { publication, tell };
}
