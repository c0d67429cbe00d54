"use client";
import { useEffect, useState } from "react";
import { listRecentDocumentsAction } from "#lib/documents/actions.ts";
import type { DocumentItem } from "#lib/documents/types.ts";

/** The files that the reader worked with last; null while they are on their way, none where they cannot be had. */
export function useRecentFiles(): readonly DocumentItem[] | null {
  const [files, setFiles] = useState<readonly DocumentItem[] | null>(null);
  useEffect(() => {
    let wanted = true;
    void listRecentDocumentsAction().then(
      (result) => wanted && setFiles(result.ok ? result.data : []),
      () => wanted && setFiles([]),
    );
    return () => {
      wanted = false;
    };
  }, []);
  return files;
}
