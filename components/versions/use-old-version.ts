"use client";
import { useCallback, useEffect, useState } from "react";
import type { Opened } from "#components/preview/use-opened.ts";
import { openVersionAction } from "#lib/versions/actions.ts";

const UNREACHABLE = { ok: false, code: "internal", details: {} } as const;
const LOADING: Opened = { is: "loading" };

/** Opens an old version of a document; nothing while `number` is null. */
export function useOldVersion(id: string, number: number | null): { state: Opened; renew: () => void } {
  const [answer, setAnswer] = useState<{ of: string; state: Opened } | null>(null);
  const [turn, setTurn] = useState(0);
  const of = `${id} ${number} ${turn}`;
  useEffect(() => {
    if (number === null) return undefined;
    let wanted = true;
    const open = async () => {
      const result = await openVersionAction({ id, number, afresh: turn > 0 }).catch(() => UNREACHABLE);
      if (!wanted) return;
      const state: Opened = result.ok
        ? { is: "open", opened: result.data }
        : { is: "refused", code: result.code, details: result.details };
      setAnswer({ of, state });
    };
    void open();
    return () => {
      wanted = false;
    };
  }, [id, number, turn, of]);
  const renew = useCallback(() => setTurn((before) => before + 1), []);
  return { state: answer?.of === of ? answer.state : LOADING, renew };
}
