"use client";
import { useRouter } from "next/navigation";
import { useEffect, useMemo, useTransition } from "react";
import { useAddress } from "#components/shell/use-address.ts";
import { type ListQuery, listKey, readListQuery, writeListQuery } from "#lib/documents/list-query.ts";

/**
 * What the address asks of the list, and how to ask for something else: every change is a step that Back takes back.
 * @param shown what the server has answered.
 */
export function useListAddress(shown: ListQuery) {
  const [pending, startTransition] = useTransition();
  const { read, write } = useAddress();
  const asked = useMemo(() => readListQuery(read), [read]);
  const router = useRouter();
  const shownKey = listKey(shown);
  const ask = (change: Partial<ListQuery>) =>
    void write(writeListQuery({ ...asked, ...change }), { step: true, transition: startTransition });
  useEffect(() => {
    const catchUp = () => {
      const address = new URLSearchParams(location.search);
      if (listKey(readListQuery((name) => address.get(name))) !== shownKey) router.refresh();
    };
    window.addEventListener("online", catchUp);
    return () => window.removeEventListener("online", catchUp);
  }, [router, shownKey]);
  return { asked, ask, pending };
}
