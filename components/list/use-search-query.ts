"use client";
import { useTransition } from "react";
import { useAddress } from "#components/shell/use-address.ts";

/** What is searched for, kept in the address; the server is asked once typing pauses. */
export function useSearchQuery() {
  const [pending, startTransition] = useTransition();
  const { read, write } = useAddress();
  const setQ = (value: string) => {
    // An emptied search needs no pause: nothing more is being typed.
    const pause = value === "" ? 0 : 250;
    void write({ q: value || null }, { pause, transition: startTransition });
  };
  return { q: read("q") ?? "", setQ, pending };
}
