"use client";
import { usePathname } from "next/navigation";
import { useAddress } from "#components/shell/use-address.ts";
import { type UploadKind, uploadKind } from "#components/upload/upload-kind.ts";

/** What becomes of files that are added here and now. */
export function useUploadKind(mayAddMedia: boolean): UploadKind {
  const { read } = useAddress();
  const path = usePathname();
  const tab = path === "/media" ? "media" : path === "/documents" ? read("kind") : null;
  return uploadKind(tab, mayAddMedia);
}
