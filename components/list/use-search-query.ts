"use client";
import { debounce, parseAsString, useQueryState } from "nuqs";
import { useTransition } from "react";

/** What is searched for, kept in the address; the server is asked once typing pauses. */
export function useSearchQuery() {
  const [pending, startTransition] = useTransition();
  const [q, set] = useQueryState("q", parseAsString.withDefault(""));
  const setQ = (value: string) => {
    // An emptied search needs no pause: nothing more is being typed.
    const wait = value === "" ? {} : { limitUrlUpdates: debounce(250) };
    // Without a connection the address changes alone: Next would leave the page over a fetch that fails.
    const shallow = !navigator.onLine;
    void set(value, { shallow, history: "replace", startTransition, ...wait });
  };
  return { q, setQ, pending };
}
