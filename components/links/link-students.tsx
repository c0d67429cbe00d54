"use client";
import { useTranslations } from "next-intl";
import { LinkDialog } from "#components/links/link-dialog.tsx";
import { Picker } from "#components/links/picker.tsx";
import { useChosen } from "#components/links/use-chosen.ts";
import { useLink } from "#components/links/use-link.ts";
import { listStudentsAction } from "#lib/students/actions.ts";
import { MAX_LINKED_AT_ONCE } from "#lib/students/constants.ts";
import type { StudentItem } from "#lib/students/types.ts";

async function find(q: string): Promise<readonly StudentItem[] | null> {
  const result = await listStudentsAction({ params: { q, status: q === "" ? null : "all" }, cursor: null });
  return result.ok ? result.data.items : null;
}

/** Links files to students, all of them in one step that can be taken back. */
export function LinkStudents(props: {
  documentIds: readonly string[];
  onChanged: () => void;
  onClosed: () => void;
}) {
  const { documentIds, onChanged, onClosed } = props;
  const t = useTranslations("links");
  const { chosen, toggle } = useChosen<StudentItem>();
  const { link } = useLink(onChanged);
  const full = chosen.size >= MAX_LINKED_AT_ONCE;
  return (
    <LinkDialog
      title={t("title", { count: documentIds.length })}
      action={t("link")}
      note={full ? t("most", { limit: MAX_LINKED_AT_ONCE }) : t("chosen", { count: chosen.size })}
      disabled={chosen.size === 0}
      onLink={() => link(documentIds, [...chosen.keys()])}
      onClosed={onClosed}
    >
      <Picker
        label={t("search")}
        results={t("results")}
        nothing={t("nobody")}
        failed={t("failed")}
        find={find}
        chosen={chosen}
        full={full}
        onToggle={toggle}
        Row={StudentChoice}
      />
    </LinkDialog>
  );
}

function StudentChoice({ item }: { item: StudentItem }) {
  const { familyName, givenName, group, externalId } = item;
  const below = [group, externalId].filter((word) => word !== null).join(", ");
  return (
    <span className="min-w-0">
      <span className="block truncate">
        {familyName}, {givenName}
      </span>
      {below !== "" && <span className="block truncate text-caption text-ink-3">{below}</span>}
    </span>
  );
}
