"use client";
import { useEffect, useRef } from "react";
import type { Opened, Shelf } from "#components/preview/use-opened.ts";
import { prepareDocumentsAction } from "#lib/documents/actions.ts";
import { previewMode } from "#lib/documents/preview-mode.ts";
import type { DocumentItem, OpenedDocument } from "#lib/documents/types.ts";

/** Milliseconds a document is looked at before its neighbours are made ready: who leafs on needs others. */
const LOOKED = 400;
/** Bytes of a picture that are worth fetching for somebody who may never look at it. */
const MOST = 8_000_000;

/** What some browsers tell of the connection. */
type Connection = { saveData?: boolean; type?: string; effectiveType?: string };

/** Whether bytes that may not be needed cost nobody anything: not where they are counted, or few. */
function isFree(): boolean {
  const { connection } = navigator as { connection?: Connection };
  if (connection === undefined) return true;
  const slow = /2g/.test(connection.effectiveType ?? "");
  return connection.saveData !== true && connection.type !== "cellular" && !slow;
}

function fetchPicture(opened: OpenedDocument): HTMLImageElement | null {
  if (opened.mode !== "image" || opened.url === null || opened.document.fileSize > MOST) return null;
  const picture = new Image();
  picture.fetchPriority = "low";
  picture.src = opened.url;
  return picture;
}

/** Makes the documents before and after ready, once the one between them is shown. */
export function usePrefetch(
  state: Opened,
  neighbours: readonly (DocumentItem | undefined)[],
  shelf: Shelf,
): void {
  // Held, so that the browser does not let go of them before they are looked at.
  const pictures = useRef<(HTMLImageElement | null)[]>([]);
  const ids = neighbours
    .filter((item) => item !== undefined && /^(image|pdf|text)$/.test(previewMode(item.contentType)))
    .map((item) => item?.id)
    .join(" ");
  const settled = state.is === "open";
  useEffect(() => {
    if (!settled || ids === "" || !isFree()) return undefined;
    let wanted = true;
    const timer = setTimeout(async () => {
      const missing = ids.split(" ").filter((id) => !shelf.has(id));
      if (missing.length === 0) return;
      const result = await prepareDocumentsAction(missing).catch(() => null);
      if (result === null || !result.ok) return;
      shelf.prepare(result.data.filter(({ document }) => !shelf.has(document.id)));
      if (wanted) pictures.current = result.data.map(fetchPicture);
    }, LOOKED);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [settled, ids, shelf]);
}
