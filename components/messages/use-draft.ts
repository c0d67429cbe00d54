"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { ActionResult } from "#lib/action-result.ts";
import { saveDraftAction } from "#lib/messages/actions.ts";
import type { Content } from "#lib/messages/types.ts";

/** Milliseconds of rest in writing after which it is kept. */
const PAUSE = 700;

type Refusal = Extract<ActionResult<never>, { ok: false }>;
const UNREACHABLE: Refusal = { ok: false, code: "internal", details: {} };

/** Whether what is written is kept: `waiting` covers what was written since. */
export type Kept = { is: "empty" | "waiting" | "kept" } | { is: "failed"; refusal: Refusal };

/**
 * Keeps what is being written, by itself and in the order in which it was written; the draft's row is made by the first
 * keeping, and its address is in the tab from then on.
 */
export function useDraft(first: string | null, content: Content) {
  const [kept, setKept] = useState<Kept>({ is: first === null ? "empty" : "kept" });
  const id = useRef(first);
  const line = useRef<Promise<unknown>>(Promise.resolve());
  const latest = useRef(content);
  const saved = useRef(JSON.stringify(content));
  const over = useRef(false);
  useEffect(() => {
    latest.current = content;
  }, [content]);

  /** Keeps what there is now; answers the draft's id, or null where it could not be kept. */
  const keep = useCallback((): Promise<string | null> => {
    const work = line.current.then(async () => {
      const now = JSON.stringify(latest.current);
      if (over.current || (id.current !== null && now === saved.current)) return id.current;
      const result = await saveDraftAction({ id: id.current, ...latest.current }).catch(() => UNREACHABLE);
      if (!result.ok) {
        setKept({ is: "failed", refusal: result });
        return null;
      }
      saved.current = now;
      if (id.current === null) {
        id.current = result.data.id;
        window.history.replaceState(null, "", `/messages/drafts/${result.data.id}`);
      }
      setKept({ is: now === JSON.stringify(latest.current) ? "kept" : "waiting" });
      return id.current;
    });
    line.current = work;
    return work;
  }, []);

  useEffect(() => {
    if (JSON.stringify(content) === saved.current) return undefined;
    setKept({ is: "waiting" });
    const timer = setTimeout(() => void keep(), PAUSE);
    return () => clearTimeout(timer);
  }, [content, keep]);
  useEffect(() => {
    const leave = () => {
      const dirty = JSON.stringify(latest.current) !== saved.current;
      if (dirty && !over.current) void keep();
    };
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [keep]);
  /** Nothing is kept any more: it was sent, or given up. */
  const end = useCallback(() => {
    over.current = true;
  }, []);
  return { kept, keep, end, id };
}
