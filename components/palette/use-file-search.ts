"use client";
import { useEffect, useState } from "react";
import { useOnline } from "#components/shell/use-online.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { listDocumentsAction } from "#lib/documents/actions.ts";
import type { DocumentItem } from "#lib/documents/types.ts";

export type Refusal = Extract<ActionResult<never>, { ok: false }>;

/** What a search has found so far; `for` is what was asked, which may be a letter behind what is typed. */
export type Found =
  | { is: "nothing asked" }
  | { is: "found"; for: string; items: readonly DocumentItem[]; more: boolean }
  | { is: "refused"; for: string; refusal: Refusal };

/** Milliseconds of rest in typing before the server is asked. */
const PAUSE = 180;
/** Letters from which on a search says something. */
const ENOUGH = 2;
const SHOWN = 8;

const NOTHING: Found = { is: "nothing asked" };
const UNREACHABLE: Refusal = { ok: false, code: "internal", details: {} };

/** Searches the school's files by name while one types; late answers to what was typed before are dropped. */
export function useFileSearch(query: string): { found: Found; pending: boolean; retry: () => void } {
  const q = query.trim();
  // Asked anew once the connection is back.
  const online = useOnline();
  const asks = online && q.length >= ENOUGH;
  const [found, setFound] = useState<Found>(NOTHING);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (!asks) return undefined;
    let wanted = true;
    const timer = setTimeout(async () => {
      const result = await listDocumentsAction({ view: "live", params: { q }, cursor: null }).catch(
        () => UNREACHABLE,
      );
      if (!wanted) return;
      if (!result.ok) return setFound({ is: "refused", for: q, refusal: result });
      const { items, nextCursor } = result.data;
      const more = items.length > SHOWN || nextCursor !== null;
      setFound({ is: "found", for: q, items: items.slice(0, SHOWN), more });
    }, PAUSE);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a new turn asks again.
  }, [asks, q, turn]);
  const pending = asks && (found.is === "nothing asked" || found.for !== q);
  const retry = () => {
    setFound(NOTHING);
    setTurn((before) => before + 1);
  };
  return { found: asks ? found : NOTHING, pending, retry };
}
