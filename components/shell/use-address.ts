"use client";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useCallback, useEffect, useState } from "react";
import { aheadNow, change, type How, onAhead, settle } from "#components/shell/address.ts";

export type Read = (name: string) => string | null;
export type Write = (values: Record<string, string | null>, how?: How) => Promise<void>;

/** The values in the address, as they were asked for last, and how to change them. */
export function useAddress(): { read: Read; write: Write } {
  const params = useSearchParams();
  const path = usePathname();
  const router = useRouter();
  const [ahead, setAhead] = useState(aheadNow);
  useEffect(() => onAhead(setAhead), []);
  useEffect(() => {
    settle(new URLSearchParams(params));
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another page is another address.
  }, [params, path]);
  const read: Read = useCallback(
    (name) => {
      const asked = ahead.path === path ? ahead.values[name] : undefined;
      return asked === undefined ? params.get(name) : asked;
    },
    [ahead, path, params],
  );
  const write: Write = useCallback(
    (values, how = {}) => change(values, how, (address) => router.replace(address, { scroll: false })),
    [router],
  );
  return { read, write };
}
