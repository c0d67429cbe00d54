"use client";
import { ListChecks, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ItemDialog } from "#components/checklist/item-dialog.tsx";
import { ItemRow } from "#components/checklist/item-row.tsx";
import { useChecklist } from "#components/checklist/use-checklist.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { ChecklistItem } from "#lib/checklist/types.ts";
import type { RecordClass } from "#lib/record-classes/types.ts";

/** What each student of the school should have, in the order in which it is shown. */
export function ChecklistSettings(props: {
  first: readonly ChecklistItem[];
  classes: readonly RecordClass[];
  /** Classes and year groups of the school's students. */
  groups: readonly string[];
}) {
  const { first, classes, groups } = props;
  const t = useTranslations("checklist");
  const { items, pending, save, move, remove } = useChecklist(first);
  const [edited, setEdited] = useState<{ item: ChecklistItem | null } | null>(null);
  const [doomed, setDoomed] = useState<ChecklistItem | null>(null);
  const add = (
    <Button variant="primary" onClick={() => setEdited({ item: null })}>
      <Plus aria-hidden className="size-4" />
      {t("add")}
    </Button>
  );
  return (
    <div aria-busy={pending} className="flex max-w-2xl flex-col gap-4 py-3">
      {items.length === 0 ? (
        <EmptyState icon={ListChecks} title={t("emptyTitle")} text={t("empty")}>
          {add}
        </EmptyState>
      ) : (
        <>
          <ol aria-label={t("items")} className="divide-y divide-line border-y border-line">
            {items.map((item, at) => (
              <ItemRow
                key={item.id}
                item={item}
                first={at === 0}
                last={at === items.length - 1}
                onEdit={() => setEdited({ item })}
                onMove={(by) => move(item, by)}
                onRemove={() => setDoomed(item)}
              />
            ))}
          </ol>
          <div>{add}</div>
        </>
      )}
      {edited !== null && (
        <ItemDialog
          item={edited.item}
          classes={classes}
          groups={groups}
          onSave={(values) => save(edited.item, values)}
          onClosed={() => setEdited(null)}
        />
      )}
      {doomed !== null && (
        <Alert
          title={t("removeTitle", { name: doomed.name })}
          text={<p>{t("removeText")}</p>}
          cancel={t("cancel")}
          action={t("removeConfirm")}
          onAction={() => remove(doomed)}
          onClose={() => setDoomed(null)}
        />
      )}
    </div>
  );
}
