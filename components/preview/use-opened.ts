"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { openDocumentAction } from "#lib/documents/actions.ts";
import type { OpenedDocument } from "#lib/documents/types.ts";
import type { ErrorCode, ErrorDetails } from "#lib/errors.ts";

/** A document on its way to being shown. */
export type Opened =
  | { is: "loading" }
  | { is: "open"; opened: OpenedDocument }
  | { is: "refused"; code: ErrorCode; details: ErrorDetails };

/** Milliseconds a signature must still be good for to be used again. */
const FRESH = 30_000;
/** Milliseconds a document must stay in view before it is opened: leafing through a list opens nothing. */
const SETTLE = 120;

function isFresh(opened: OpenedDocument): boolean {
  return opened.expiresAt === null || Date.parse(opened.expiresAt) - Date.now() > FRESH;
}

/** Opens a document, keeps what was opened while its signature lasts, and opens it anew on demand. */
export function useOpened(id: string): { state: Opened; renew: () => void } {
  const [answer, setAnswer] = useState<{ id: string; state: Opened } | null>(null);
  const [turn, setTurn] = useState(0);
  const kept = useRef(new Map<string, OpenedDocument>());
  useEffect(() => {
    const known = kept.current.get(id);
    if (known !== undefined && isFresh(known)) {
      setAnswer({ id, state: { is: "open", opened: known } });
      return undefined;
    }
    let wanted = true;
    const timer = setTimeout(async () => {
      const result = await openDocumentAction(id).catch(
        () => ({ ok: false, code: "internal", details: {} }) as const,
      );
      if (result.ok) kept.current.set(id, result.data);
      if (!wanted) return;
      setAnswer({
        id,
        state: result.ok
          ? { is: "open", opened: result.data }
          : { is: "refused", code: result.code, details: result.details },
      });
    }, SETTLE);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a new turn asks again.
  }, [id, turn]);
  const renew = useCallback(() => {
    kept.current.delete(id);
    setAnswer(null);
    setTurn((before) => before + 1);
  }, [id]);
  return { state: answer?.id === id ? answer.state : { is: "loading" }, renew };
}
