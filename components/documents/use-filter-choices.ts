"use client";
import { useEffect, useState } from "react";
import { listFilterChoicesAction } from "#lib/documents/actions.ts";
import type { FilterChoices } from "#lib/documents/types.ts";

/** The record classes, years and tags that lists can be narrowed to; null until they are known. */
export function useFilterChoices(): FilterChoices | null {
  const [choices, setChoices] = useState<FilterChoices | null>(null);
  useEffect(() => {
    let wanted = true;
    const ask = async () => {
      // Without an answer there is nothing to choose from; the next one who looks asks again.
      const result = await listFilterChoicesAction().catch(() => null);
      if (wanted && result?.ok) setChoices(result.data);
    };
    void ask();
    return () => {
      wanted = false;
    };
  }, []);
  return choices;
}
