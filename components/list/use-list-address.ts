"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useAsked } from "#components/shell/use-asked.ts";
import { type ListQuery, listKey, readListQuery, writeListQuery } from "#lib/documents/list-query.ts";

/**
 * What the address asks of the list, and how to ask for something else.
 * @param shown what the server has answered.
 */
export function useListAddress(shown: ListQuery) {
  const inAddress = useAsked(readListQuery, writeListQuery);
  const router = useRouter();
  const shownKey = listKey(shown);
  useEffect(() => {
    const catchUp = () => {
      const address = new URLSearchParams(location.search);
      if (listKey(readListQuery((name) => address.get(name))) !== shownKey) router.refresh();
    };
    window.addEventListener("online", catchUp);
    return () => window.removeEventListener("online", catchUp);
  }, [router, shownKey]);
  return inAddress;
}
