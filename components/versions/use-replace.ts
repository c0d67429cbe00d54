"use client";
import { useCallback } from "react";
import { nameOf } from "#components/files/name.ts";
import { pickFiles } from "#components/upload/pick-files.ts";
import { useUploads } from "#components/upload/upload-context.ts";
import type { DocumentItem } from "#lib/documents/types.ts";

/** Whether the reader may put another file in this one's place; what was sent with a message stays as it was sent. */
export function isReplaceable(item: DocumentItem): boolean {
  return item.canEdit && item.kind !== "attachment";
}

/**
 * Has a file chosen that becomes the next version of a document, and sends it as any other; null for readers who add
 * no files.
 */
export function useReplace(
  item: DocumentItem,
): { choose: (take: (file: File) => void) => void; send: (file: File) => void } | null {
  const uploads = useUploads();
  const send = useCallback(
    (file: File) =>
      void uploads
        ?.need()
        .then((started) => started?.engine.add([file], item.kind, { id: item.id, name: nameOf(item) })),
    [uploads, item],
  );
  const choose = useCallback(
    (take: (file: File) => void) => {
      const known = uploads?.kind === item.kind ? Object.entries(uploads.policy.types).flat(2).join(",") : "";
      pickFiles(known === "" ? {} : { accept: known }, ([file]) => file && take(file), false);
    },
    [uploads, item.kind],
  );
  return uploads === null ? null : { choose, send };
}
