"use client";
import { Link2, X } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import { LinkStudents } from "#components/links/link-students.tsx";
import { useLink } from "#components/links/use-link.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { DocumentItem } from "#lib/documents/types.ts";
import { studentsOfAction } from "#lib/students/actions.ts";
import type { LinkedStudent } from "#lib/students/types.ts";

/** Whom a document is about, and how to change that; nothing for readers who may not know of students. */
export function LinkedStudents({ item }: { item: DocumentItem }) {
  const t = useTranslations("links");
  const { id, canEdit } = item;
  const [students, setStudents] = useState<readonly LinkedStudent[] | null>(null);
  const [linking, setLinking] = useState(false);
  const read = useCallback(
    () =>
      void studentsOfAction(id)
        .then((result) => result.ok && setStudents(result.data))
        .catch(() => undefined),
    [id],
  );
  useEffect(read, [read]);
  const { unlink } = useLink(read);
  if (students === null) return null;
  return (
    <section aria-label={t("students")} className="border-t border-line pt-3 text-small">
      <h3 className="text-ink-3">{t("students")}</h3>
      {students.length === 0 && <p className="py-1 text-ink-2">{t("none")}</p>}
      <ul>
        {students.map((student) => {
          const name = `${student.givenName} ${student.familyName}`;
          return (
            <li key={student.id} className="flex min-h-8 items-center gap-2">
              <Link
                href={`/students/${student.id}`}
                className="mr-auto truncate py-1 underline decoration-line underline-offset-4 hover:decoration-current"
              >
                {name}
              </Link>
              {canEdit && (
                <IconButton
                  label={t("unlink", { name })}
                  onClick={() => void unlink({ documentId: id, studentId: student.id }, name)}
                >
                  <X aria-hidden className="size-4" />
                </IconButton>
              )}
            </li>
          );
        })}
      </ul>
      {canEdit && (
        <button
          type="button"
          onClick={() => setLinking(true)}
          className="-ml-1 inline-flex h-8 items-center gap-2 rounded-md px-1 font-medium text-accent hover:text-accent-strong pointer-coarse:h-11"
        >
          <Link2 aria-hidden className="size-4" />
          {t("add")}
        </button>
      )}
      {linking && <LinkStudents documentIds={[id]} onChanged={read} onClosed={() => setLinking(false)} />}
    </section>
  );
}
