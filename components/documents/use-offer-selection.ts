"use client";
import { Download, Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useOfferActions } from "#components/shell/page-actions.ts";
import type { Matching } from "#lib/bulk/types.ts";
import type { DocumentItem } from "#lib/documents/types.ts";

/** Offers the command palette what the toolbar offers for the selected rows. */
export function useOfferSelection(props: {
  selected: readonly DocumentItem[];
  /** All that fit, where those are selected. */
  matching: Matching | null;
  deletable: boolean;
  onDownload: () => void;
  onTrash: () => void;
  onEdit: (id: string) => void;
}): void {
  const { selected, matching, deletable, onDownload, onTrash, onEdit } = props;
  const t = useTranslations();
  const actions = useMemo(() => {
    const [only, ...more] = selected;
    const editable = only?.canEdit && more.length === 0 && matching === null ? [only] : [];
    return [
      {
        id: "download",
        label: t("documents.downloadShort"),
        icon: Download,
        run: onDownload,
      },
      ...editable.map(({ id }) => ({
        id: "rename",
        label: t("rename.button"),
        icon: Pencil,
        takesFocus: true as const,
        run: () => onEdit(id),
      })),
      ...(!deletable
        ? []
        : [
            {
              id: "delete",
              label: t("documents.deleteShort"),
              icon: Trash2,
              run: onTrash,
            },
          ]),
    ];
  }, [selected, matching, deletable, onDownload, onTrash, onEdit, t]);
  useOfferActions(actions);
}
