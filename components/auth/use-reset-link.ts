"use client";
import { useEffect, useState, useSyncExternalStore } from "react";
import { openResetAction } from "#lib/password-reset/actions.ts";
import type { OpenReset } from "#lib/password-reset/types.ts";

function onHashChange(changed: () => void): () => void {
  addEventListener("hashchange", changed);
  return () => removeEventListener("hashchange", changed);
}

/** The secret in the address and whose link it is, once that is known; null for one that is not good. */
export function useResetLink() {
  const secret = useSyncExternalStore(
    onHashChange,
    () => location.hash.slice(1),
    () => "",
  );
  const [found, setFound] = useState<{ secret: string; link: OpenReset | null | "unreachable" }>();
  useEffect(() => {
    let isNewest = true;
    const answer = (link: OpenReset | null | "unreachable") => isNewest && setFound({ secret, link });
    if (secret === "") answer(null);
    else {
      openResetAction(secret).then(
        (result) =>
          answer(result.ok ? result.data : result.code === "invalid_request" ? null : "unreachable"),
        () => answer("unreachable"),
      );
    }
    return () => {
      isNewest = false;
    };
  }, [secret]);
  return { secret, link: found?.secret === secret ? found.link : undefined };
}
