"use client";
import { Download, Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { nameOf } from "#components/files/name.ts";
import { IconButton, iconButtonClass } from "#components/ui/icon-button.tsx";
import type { DocumentItem } from "#lib/documents/types.ts";

/** What a row can ask for. The callbacks stay the same from one drawing to the next, so that rows need not be redrawn. */
export type RowActions = {
  open: (id: string) => void;
  /** Opens the fields for name and title in the row. */
  edit: (id: string) => void;
  trash: (items: readonly DocumentItem[]) => void;
  toggle: (id: string, on: boolean) => void;
  /** Selects all rows from the one selected last to this one. */
  extend: (id: string) => void;
};

/** What a row or a card offers besides being opened and selected. */
export function DocumentActions({ item, actions }: { item: DocumentItem; actions: RowActions }) {
  const t = useTranslations();
  const name = nameOf(item);
  return (
    <>
      <a
        href={`/documents/${item.id}/download`}
        aria-label={t("documents.download", { name })}
        title={t("documents.downloadShort")}
        className={iconButtonClass()}
      >
        <Download aria-hidden className="size-4" />
      </a>
      {item.canEdit && (
        <IconButton
          label={t("rename.label", { name })}
          onClick={() => actions.edit(item.id)}
          className="order-first group-hover/row:opacity-100 group-focus-within/row:opacity-100 in-[tr]:opacity-0 pointer-coarse:opacity-100"
        >
          <Pencil aria-hidden className="size-4" />
        </IconButton>
      )}
      {item.canDelete && (
        <IconButton label={t("documents.delete", { name })} onClick={() => actions.trash([item])}>
          <Trash2 aria-hidden className="size-4" />
        </IconButton>
      )}
    </>
  );
}
