"use client";
import { usePathname } from "next/navigation";
import { useMemo } from "react";
import { useAddress } from "#components/shell/use-address.ts";
import { studentOfPage, type UploadTarget, uploadKind } from "#components/upload/upload-kind.ts";

/** What becomes of files that are added here and now. */
export function useUploadTarget(mayAddMedia: boolean, mayAddReports: boolean): UploadTarget {
  const { read } = useAddress();
  const path = usePathname();
  const tab = path === "/media" ? "media" : path === "/documents" ? read("kind") : null;
  const kind = path === "/reports" && mayAddReports ? "report" : uploadKind(tab, mayAddMedia);
  const student = studentOfPage(path);
  return useMemo(() => ({ kind, student }), [kind, student]);
}
