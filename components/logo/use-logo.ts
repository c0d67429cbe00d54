"use client";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { logoAction } from "#lib/logo/actions.ts";
import type { Logo } from "#lib/logo/types.ts";

const FIRST_MS = 400;
const LAST_MS = 5_000;

const isChanging = (logo: Logo | null) => logo !== null && (logo.making || logo.removing);

/** The school's logo, followed while it changes; the frame around the page is drawn anew with each that is there. */
export function useLogo(first: Logo | null): { logo: Logo | null; tell: (logo: Logo | null) => void } {
  const router = useRouter();
  const [logo, tell] = useState(first);
  const changing = isChanging(logo);
  useEffect(() => {
    if (!changing) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    let wanted = true;
    let pause = FIRST_MS;
    const look = async () => {
      const result = await logoAction().catch(() => null);
      if (!wanted) return;
      if (result?.ok && !isChanging(result.data)) {
        tell(result.data);
        router.refresh();
        return;
      }
      pause = Math.min(pause * 1.5, LAST_MS);
      timer = setTimeout(() => void look(), pause);
    };
    timer = setTimeout(() => void look(), pause);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [changing, router]);
  return { logo, tell };
}
