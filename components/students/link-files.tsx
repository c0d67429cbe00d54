"use client";
import { useLocale, useTranslations } from "next-intl";
import { useCallback } from "react";
import { nameOf } from "#components/files/name.ts";
import { TypeIcon } from "#components/files/type-icon.tsx";
import { formatBytes } from "#components/format/bytes.ts";
import { LinkDialog } from "#components/links/link-dialog.tsx";
import { Picker } from "#components/links/picker.tsx";
import { useChosen } from "#components/links/use-chosen.ts";
import { useLink } from "#components/links/use-link.ts";
import { listDocumentsAction } from "#lib/documents/actions.ts";
import { MOST_AT_ONCE } from "#lib/documents/constants.ts";
import type { DocumentItem } from "#lib/documents/types.ts";

/** Links files that the school has already to a student. */
export function LinkFiles(props: {
  student: { id: string; name: string };
  /** Those that are linked already. */
  linked: ReadonlySet<string>;
  onChanged: () => void;
  onClosed: () => void;
}) {
  const { student, linked, onChanged, onClosed } = props;
  const t = useTranslations("students.files");
  const common = useTranslations("links");
  const { chosen, toggle } = useChosen<DocumentItem>();
  const { link } = useLink(onChanged);
  const find = useCallback(
    async (q: string) => {
      const result = await listDocumentsAction({ view: "live", params: { q }, cursor: null });
      return result.ok ? result.data.items.filter(({ id, canEdit }) => canEdit && !linked.has(id)) : null;
    },
    [linked],
  );
  return (
    <LinkDialog
      title={t("linkTitle", { name: student.name })}
      action={t("linkAction", { count: chosen.size })}
      note=""
      disabled={chosen.size === 0}
      onLink={() => link([...chosen.keys()], [student.id])}
      onClosed={onClosed}
    >
      <Picker
        label={t("search")}
        results={t("results")}
        nothing={t("nothing")}
        failed={common("failed")}
        find={find}
        chosen={chosen}
        full={chosen.size >= MOST_AT_ONCE}
        onToggle={toggle}
        Row={FileChoice}
      />
    </LinkDialog>
  );
}

function FileChoice({ item }: { item: DocumentItem }) {
  const locale = useLocale();
  return (
    <>
      <TypeIcon contentType={item.contentType} />
      <span className="min-w-0 flex-1 truncate" title={item.filename}>
        {nameOf(item)}
      </span>
      <span className="text-small text-ink-3 tnum">{formatBytes(item.fileSize, locale)}</span>
    </>
  );
}
