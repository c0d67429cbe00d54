"use client";
import { usePathname, useRouter } from "next/navigation";
import { parseAsString, useQueryState } from "nuqs";

/** Opens a file in the documents page: over the list as it is where that is open already. */
export function useOpenFile(): { openFile: (id: string) => void; showAll: (q: string) => void } {
  const router = useRouter();
  const here = usePathname() === "/documents";
  const [, setOpened] = useQueryState("open", parseAsString.withOptions({ history: "push" }));
  return {
    openFile: (id) => {
      if (here) void setOpened(id);
      else router.push(`/documents?open=${encodeURIComponent(id)}`);
    },
    showAll: (q) => router.push(`/documents?q=${encodeURIComponent(q)}`),
  };
}
