"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { noteViewAction, openDocumentAction } from "#lib/documents/actions.ts";
import type { OpenedDocument } from "#lib/documents/types.ts";
import type { ErrorCode, ErrorDetails } from "#lib/errors.ts";

/** A document on its way to being shown. */
export type Opened =
  | { is: "loading" }
  | { is: "open"; opened: OpenedDocument }
  | { is: "refused"; code: ErrorCode; details: ErrorDetails };

/** What was opened, and whether it was only made ready: then nobody has looked at it yet. */
type Kept = { opened: OpenedDocument; prepared: boolean };

/** Milliseconds a signature must still be good for to be used again. */
const FRESH = 30_000;
/** Milliseconds a document must stay in view before it is opened: leafing through a list opens nothing. */
const SETTLE = 120;

const UNREACHABLE = { ok: false, code: "internal", details: {} } as const;

function isFresh(opened: OpenedDocument): boolean {
  return opened.expiresAt === null || Date.parse(opened.expiresAt) - Date.now() > FRESH;
}

/** What has been opened or prepared, while its signature lasts. */
export type Shelf = {
  has: (id: string) => boolean;
  prepare: (opened: readonly OpenedDocument[]) => void;
};

/** Opens a document, keeps what was opened while its signature lasts, and opens it anew on demand. */
export function useOpened(id: string): { state: Opened; renew: () => void; shelf: Shelf } {
  const [answer, setAnswer] = useState<{ id: string; state: Opened } | null>(null);
  const [turn, setTurn] = useState(0);
  const kept = useRef(new Map<string, Kept>());
  const failed = useRef<string | null>(null);
  useEffect(() => {
    let wanted = true;
    const show = (state: Opened) => wanted && setAnswer({ id, state });
    const known = kept.current.get(id);
    const usable = known !== undefined && isFresh(known.opened) ? known : null;
    if (usable !== null) show({ is: "open", opened: usable.opened });
    if (usable !== null && !usable.prepared) return undefined;
    const open = async () => {
      const result = await openDocumentAction(id, failed.current === id).catch(() => UNREACHABLE);
      if (result.ok) failed.current = null;
      if (result.ok) kept.current.set(id, { opened: result.data, prepared: false });
      show(
        result.ok
          ? { is: "open", opened: result.data }
          : { is: "refused", code: result.code, details: result.details },
      );
    };
    const note = async (opened: OpenedDocument) => {
      const result = await noteViewAction(id).catch(() => null);
      // Without an answer it stays prepared: the next look at it is noted instead.
      if (result === null) return;
      if (result.ok) {
        kept.current.set(id, { opened, prepared: false });
        return;
      }
      kept.current.delete(id);
      show({ is: "refused", code: result.code, details: result.details });
    };
    const timer = setTimeout(() => void (usable === null ? open() : note(usable.opened)), SETTLE);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a new turn asks again.
  }, [id, turn]);
  const renew = useCallback(() => {
    kept.current.delete(id);
    failed.current = id;
    setAnswer(null);
    setTurn((before) => before + 1);
  }, [id]);
  const [shelf] = useState<Shelf>(() => ({
    has: (other) => {
      const known = kept.current.get(other);
      return known !== undefined && isFresh(known.opened);
    },
    prepare: (opened) => {
      for (const one of opened) kept.current.set(one.document.id, { opened: one, prepared: true });
    },
  }));
  return { state: answer?.id === id ? answer.state : { is: "loading" }, renew, shelf };
}
