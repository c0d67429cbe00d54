import { useEffect, useState } from "react";
import { watchCheck } from "#components/quarantine/watch.ts";
import type { Quarantine } from "#lib/documents/status.ts";

/**
 * Why the virus scanner keeps a file from everybody, as it is now: what is being checked changes by itself.
 * @param told as the server said last.
 */
export function useQuarantine(id: string, told: Quarantine | null): Quarantine | null {
  const [known, setKnown] = useState<{ id: string; now: Quarantine | null } | null>(null);
  useEffect(() => {
    if (told !== "checking") return undefined;
    return watchCheck(id, (now) => setKnown({ id, now }));
  }, [id, told]);
  return told === "checking" && known?.id === id ? known.now : told;
}
