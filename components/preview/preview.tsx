"use client";
import { Dialog } from "@base-ui/react/dialog";
import { type KeyboardEvent, useEffect } from "react";
import { PreviewBody } from "#components/preview/preview-body.tsx";
import { PreviewHeader } from "#components/preview/preview-header.tsx";
import { useOpened } from "#components/preview/use-opened.ts";
import type { DocumentItem } from "#lib/documents/types.ts";

type Props = {
  id: string;
  items: readonly DocumentItem[];
  onMove: (id: string) => void;
  onClose: () => void;
  onDelete: (item: DocumentItem) => void;
  /** What gets the focus when the preview closes. */
  returnTo: () => HTMLElement | null;
};

/** One document over the whole window. Arrow keys lead to its neighbours in the list, Esc back to its row. */
export function Preview({ id, items, onMove, onClose, onDelete, returnTo }: Props) {
  const { state, renew } = useOpened(id);
  const index = items.findIndex((item) => item.id === id);
  const listed = items[index];
  const item = state.is === "open" ? state.opened.document : listed;
  const before = index > 0 ? items[index - 1]?.id : undefined;
  const after = index >= 0 ? items[index + 1]?.id : undefined;

  useEffect(() => {
    // What is opened and what its neighbours are belongs to the page below as well.
    document.getElementById(`document-${id}`)?.scrollIntoView({ block: "nearest" });
  }, [id]);

  const remove = () => {
    if (item === undefined) return;
    const next = after ?? before;
    if (next === undefined) onClose();
    else onMove(next);
    onDelete(item);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Sound and film use the arrows themselves.
    if (event.target instanceof HTMLMediaElement || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowLeft" && before !== undefined) onMove(before);
    if (event.key === "ArrowRight" && after !== undefined) onMove(after);
    if (event.key === "Delete" && item?.canDelete) remove();
  };

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Popup
          data-covers="sheet"
          finalFocus={() => returnTo() ?? true}
          onKeyDown={onKeyDown}
          className="fixed inset-0 z-40 flex flex-col bg-sunken transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0"
        >
          <PreviewHeader
            id={id}
            item={item}
            onPrevious={before === undefined ? undefined : () => onMove(before)}
            onNext={after === undefined ? undefined : () => onMove(after)}
            onDelete={remove}
          />
          <PreviewBody key={id} id={id} state={state} renew={renew} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
