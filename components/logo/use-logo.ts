"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { usePolling } from "#components/polling/use-polling.ts";
import { logoAction } from "#lib/logo/actions.ts";
import type { Logo } from "#lib/logo/types.ts";

const isChanging = (logo: Logo | null) => logo !== null && (logo.making || logo.removing);

/** The school's logo, followed while it changes; the frame around the page is drawn anew with each that is there. */
export function useLogo(first: Logo | null): { logo: Logo | null; tell: (logo: Logo | null) => void } {
  const router = useRouter();
  const [logo, set] = useState(first);
  const tell = (next: Logo | null) => {
    set(next);
    // It may have been done by the time it was answered: then nothing is left to follow.
    if (!isChanging(next)) router.refresh();
  };
  usePolling(isChanging(logo) ? "logo" : null, async () => {
    const result = await logoAction();
    if (!result.ok || isChanging(result.data)) return null;
    return () => tell(result.data);
  });
  return { logo, tell };
}
