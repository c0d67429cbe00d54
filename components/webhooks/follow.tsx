"use client";
import { useRouter } from "next/navigation";
import { usePolling } from "#components/polling/use-polling.ts";

/** Draws the page anew while something in it is about to be sent. @param what names that; null where nothing is. */
export function Follow({ what }: { what: string | null }) {
  const router = useRouter();
  usePolling(what, () => Promise.resolve(() => router.refresh()));
  return null;
}
