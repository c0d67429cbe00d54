"use client";
import { useTranslations } from "next-intl";
import { ChecklistRow } from "#components/students/checklist/checklist-row.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { Standing } from "#lib/checklist/types.ts";

/** What a student should have: what is there, and what is missing with the way to bring it. */
export function StudentChecklist(props: {
  student: string;
  items: readonly Standing[];
  onOpen: (id: string) => void;
}) {
  const { student, items, onOpen } = props;
  const t = useTranslations("students.checklist");
  const missing = items.filter(({ proof }) => proof === null).length;
  return (
    <section aria-labelledby="student-checklist" className="mt-6">
      <div className="flex min-h-9 flex-wrap items-center gap-2 border-b border-line pb-2">
        <h2 id="student-checklist" className="text-body font-semibold">
          {t("title")}
        </h2>
        <output>
          {missing === 0 ? (
            <Badge tone="accent">{t("complete")}</Badge>
          ) : (
            <Badge tone="wait">{t("missing", { count: missing })}</Badge>
          )}
        </output>
      </div>
      <ul aria-labelledby="student-checklist">
        {items.map((item) => (
          <ChecklistRow key={item.id} student={student} item={item} onOpen={onOpen} />
        ))}
      </ul>
    </section>
  );
}
