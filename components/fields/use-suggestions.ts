"use client";
import { useEffect, useState } from "react";
import { suggestTagsAction } from "#lib/tags/actions.ts";
import type { Tag } from "#lib/tags/types.ts";

/** Milliseconds without a key after which suggestions are asked for. */
const PAUSE = 150;

/** Tags that have what is typed in their name, while the list of them is open. */
export function useSuggestions(typed: string, open: boolean): readonly string[] {
  const [tags, setTags] = useState<readonly Tag[]>([]);
  useEffect(() => {
    if (!open) return undefined;
    let wanted = true;
    const ask = async () => {
      const result = await suggestTagsAction(typed).catch(() => null);
      if (wanted && result?.ok) setTags(result.data);
    };
    const timer = setTimeout(() => void ask(), PAUSE);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [typed, open]);
  return tags.map(({ name }) => name);
}
