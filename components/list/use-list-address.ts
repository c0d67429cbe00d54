"use client";
import { useRouter } from "next/navigation";
import { parseAsString, useQueryStates } from "nuqs";
import { useEffect, useMemo, useTransition } from "react";
import {
  LIST_PARAMS,
  type ListQuery,
  listKey,
  readListQuery,
  writeListQuery,
} from "#lib/documents/list-query.ts";

const PARSERS = Object.fromEntries(LIST_PARAMS.map((name) => [name, parseAsString])) as Record<
  (typeof LIST_PARAMS)[number],
  typeof parseAsString
>;

/**
 * What the address asks of the list, and how to ask for something else: every change is a step that Back takes back.
 * @param shown what the server has answered.
 */
export function useListAddress(shown: ListQuery) {
  const [pending, startTransition] = useTransition();
  const [values, set] = useQueryStates(PARSERS);
  const asked = useMemo(() => readListQuery((name) => values[name]), [values]);
  const router = useRouter();
  const shownKey = listKey(shown);
  const ask = (change: Partial<ListQuery>) => {
    // Without a connection the address changes alone: Next would leave the page over a fetch that fails.
    const shallow = !navigator.onLine;
    void set(writeListQuery({ ...asked, ...change }), { shallow, history: "push", startTransition });
  };
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
