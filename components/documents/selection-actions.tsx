"use client";
import { Download, Pencil, Tag, Trash2, Users } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import { useZipAll } from "#components/bulk/use-zip-all.ts";
import { useOfferSelection } from "#components/documents/use-offer-selection.ts";
import { Button } from "#components/ui/button.tsx";
import { onDemand } from "#components/ui/on-demand.tsx";
import { askForZip } from "#components/zip/requests.ts";
import type { Matching } from "#lib/bulk/types.ts";
import { MOST_AT_ONCE } from "#lib/documents/constants.ts";
import { type ListQuery, writeListQuery } from "#lib/documents/list-query.ts";
import type { DocumentItem } from "#lib/documents/types.ts";

const DescribeMany = onDemand(() =>
  import("#components/fields/describe-many.tsx").then((module) => module.DescribeMany),
);

const LinkStudents = onDemand(() =>
  import("#components/links/link-students.tsx").then((module) => module.LinkStudents),
);

// The list says nothing of students: what is linked changes no row of it.
const nothing = () => {};

/** One file comes as it is, several in one archive. */
function download(items: readonly DocumentItem[]): void {
  const [only] = items;
  if (items.length > 1 || only === undefined) askForZip(items);
  else window.location.assign(`/documents/${only.id}/download`);
}

/** What can be done with the selected rows. */
export function SelectionActions(props: {
  selected: readonly DocumentItem[];
  /** All that fit, where those are selected. */
  matching: Matching | null;
  /** Whether all that fit are being counted: what is done now would be done to the others' exclusion. */
  counting: boolean;
  /** What the list shows. */
  query: ListQuery;
  /** Whether the reader may delete anything. */
  deletes: boolean;
  onTrash: () => void;
  onEdit: (id: string) => void;
}) {
  const { selected, matching, counting, query, deletes, onTrash, onEdit } = props;
  const t = useTranslations();
  const [linking, setLinking] = useState(false);
  const { zipAll, pending } = useZipAll(query);
  const [only, ...more] = selected;
  const mayDelete = matching === null ? selected.some(({ canDelete }) => canDelete) : deletes;
  const deletable = mayDelete && !counting;
  // Who may delete some files may change those as well.
  const mayEdit = matching === null ? selected.some(({ canEdit }) => canEdit) : deletes;
  const editable = mayEdit && !counting;
  const [editing, setEditing] = useState(false);
  const onDownload = useCallback(
    () => (matching === null ? download(selected) : zipAll(matching)),
    [matching, selected, zipAll],
  );
  useOfferSelection({ ...props, deletable, onDownload });
  return (
    <>
      <Button disabled={pending || counting} onClick={onDownload}>
        <Download aria-hidden className="size-4 max-sm:hidden" />
        {t("documents.downloadShort")}
      </Button>
      {only?.canEdit && more.length === 0 && matching === null && (
        <Button aria-label={t("rename.button")} title={t("rename.button")} onClick={() => onEdit(only.id)}>
          <Pencil aria-hidden className="size-4" />
          <span className="max-sm:hidden">{t("rename.button")}</span>
        </Button>
      )}
      {editable && (
        <Button aria-label={t("bulk.edit")} title={t("bulk.edit")} onClick={() => setEditing(true)}>
          <Tag aria-hidden className="size-4" />
          <span className="max-sm:hidden">{t("bulk.edit")}</span>
        </Button>
      )}
      {matching === null && selected.length <= MOST_AT_ONCE && selected.some(({ canEdit }) => canEdit) && (
        <Button aria-label={t("links.add")} title={t("links.add")} onClick={() => setLinking(true)}>
          <Users aria-hidden className="size-4" />
          <span className="max-sm:hidden">{t("links.students")}</span>
        </Button>
      )}
      {linking && (
        <LinkStudents
          documentIds={selected.flatMap(({ id, canEdit }) => (canEdit ? id : []))}
          onChanged={nothing}
          onClosed={() => setLinking(false)}
        />
      )}
      <Button disabled={!deletable} onClick={onTrash}>
        <Trash2 aria-hidden className="size-4 max-sm:hidden" />
        {t("documents.deleteShort")}
      </Button>
      {editing && (
        <DescribeMany
          count={matching?.count ?? selected.length}
          of={
            matching === null
              ? { ids: selected.filter(({ canEdit }) => canEdit).map(({ id }) => id) }
              : { schoolId: matching.schoolId, params: writeListQuery(query), asOf: matching.asOf }
          }
          onClose={() => setEditing(false)}
        />
      )}
    </>
  );
}
