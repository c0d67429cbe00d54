"use client";
import { usePathname, useRouter } from "next/navigation";
import { useAddress } from "#components/shell/use-address.ts";

/** Opens a file in the documents page: over the list as it is where that is open already. */
export function useOpenFile(): { openFile: (id: string) => void; showAll: (q: string) => void } {
  const router = useRouter();
  const here = usePathname() === "/documents";
  const { write } = useAddress();
  return {
    openFile: (id) => {
      if (here) void write({ open: id }, { step: true });
      else router.push(`/documents?open=${encodeURIComponent(id)}`);
    },
    showAll: (q) => router.push(`/documents?q=${encodeURIComponent(q)}`),
  };
}
