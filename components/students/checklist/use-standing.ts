"use client";
import { useCallback, useRef, useState } from "react";
import { standingAction } from "#lib/checklist/actions.ts";
import type { Standing } from "#lib/checklist/types.ts";

/** A student's checklist: as the server sent it, and read again after each change of their files. */
export function useStanding(student: string, first: readonly Standing[]) {
  const [known, setKnown] = useState({ first, items: first });
  if (known.first !== first) setKnown({ first, items: first });
  const asked = useRef(0);
  const rereadStanding = useCallback(async () => {
    // A school without a checklist has nothing to ask again.
    if (first.length === 0) return;
    asked.current += 1;
    const turn = asked.current;
    const result = await standingAction(student).catch(() => null);
    // An older answer must not take the place of a newer one.
    if (result?.ok && turn === asked.current) setKnown((now) => ({ ...now, items: result.data }));
  }, [student, first]);
  return { standing: known.items, rereadStanding };
}
