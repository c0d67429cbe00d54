"use client";
import { useMemo, useTransition } from "react";
import { valueNow } from "#components/shell/address.ts";
import { type Read, useAddress } from "#components/shell/use-address.ts";

/**
 * What the address asks of a list, and how to ask for something else: every change is a step that Back takes back, and
 * `pending` while the server answers.
 * @param readQuery, writeQuery between the address and the list's query; the same functions at every drawing.
 */
export function useAsked<Query>(
  readQuery: (read: Read) => Query,
  writeQuery: (query: Query) => Record<string, string | null>,
) {
  const [pending, startTransition] = useTransition();
  const { read, write } = useAddress();
  const asked = useMemo(() => readQuery(read), [read, readQuery]);
  // A change of what is asked for by now, of which React may not have drawn everything.
  const ask = (change: Partial<Query>) =>
    void write(writeQuery({ ...readQuery(valueNow), ...change }), {
      step: true,
      transition: startTransition,
    });
  return { asked, ask, pending };
}
