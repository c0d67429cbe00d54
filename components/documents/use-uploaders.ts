"use client";
import { useCallback, useRef, useState } from "react";
import { useFirstSign } from "#components/shell/use-first-sign.ts";
import { listUploadersAction } from "#lib/documents/actions.ts";

export type Person = { id: string; name: string };

/** Those who have added files. Asked for when the menu is about to open: most readers never open it. */
export function useUploaders(): { people: readonly Person[]; load: () => void } {
  const [people, setPeople] = useState<readonly Person[]>([]);
  const asked = useRef(false);
  const load = useCallback(() => {
    if (asked.current) return;
    asked.current = true;
    void listUploadersAction().then(
      (result) => {
        asked.current = result.ok;
        if (result.ok) setPeople(result.data);
      },
      () => {
        asked.current = false;
      },
    );
  }, []);
  // A thumb gives no notice before it opens a menu.
  useFirstSign(
    useCallback(() => {
      if (navigator.maxTouchPoints > 0) load();
    }, [load]),
  );
  return { people, load };
}
