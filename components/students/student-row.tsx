"use client";
import { Pencil, Trash2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { CELL, FROM } from "#components/list/table.tsx";
import { fullName, listName } from "#components/students/student-name.ts";
import { useDayText } from "#components/students/use-day-text.ts";
import { Badge } from "#components/ui/badge.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { ListedStudent, StudentItem } from "#lib/students/types.ts";

/** One student. The whole row leads to their page; what else it offers lies on top. */
export function StudentRow(props: {
  student: ListedStudent;
  /** Whether there is a column of what is missing. */
  checked: boolean;
  onEdit: ((student: StudentItem) => void) | undefined;
  onDelete: ((student: StudentItem) => void) | undefined;
}) {
  const { student, checked, onEdit, onDelete } = props;
  const t = useTranslations("students");
  const day = useDayText();
  const { id, externalId, dateOfBirth, group, enrolledOn, missing } = student;
  const name = fullName(student);
  const lacking = missing ? t("missingCount", { count: missing }) : null;
  const below = [group, externalId, lacking].filter((word) => word !== null).join(", ");
  return (
    <tr className="relative h-14 hover:bg-surface has-[a:focus-visible]:bg-surface md:h-11">
      <td className="px-2">
        <span className="flex min-w-0 items-center gap-2">
          <span className="min-w-0">
            <Link
              href={`/students/${id}`}
              title={name}
              className="block truncate font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
            >
              {listName(student)}
            </Link>
            {below !== "" && (
              <span className="block truncate text-caption text-ink-3 md:hidden">{below}</span>
            )}
          </span>
          {student.left && <Badge>{t("leftShort")}</Badge>}
        </span>
      </td>
      <td className={`${CELL} ${FROM.sm}`}>{group}</td>
      <td className={`${CELL} ${FROM.sm} tnum`}>{externalId}</td>
      {checked && (
        <td className={`${CELL} ${FROM.sm} tnum`}>{missing ? <Badge tone="wait">{missing}</Badge> : null}</td>
      )}
      <td className={`${CELL} ${FROM.lg} tnum`}>{dateOfBirth && day(dateOfBirth)}</td>
      <td className={`${CELL} ${FROM.lg} tnum`}>{enrolledOn && day(enrolledOn)}</td>
      <td className="px-1">
        <span className="relative z-1 flex justify-end">
          {onEdit !== undefined && (
            <IconButton label={t("edit", { name })} onClick={() => onEdit(student)}>
              <Pencil aria-hidden className="size-4" />
            </IconButton>
          )}
          {onDelete !== undefined && (
            <IconButton
              label={t("delete", { name })}
              className="max-md:hidden"
              onClick={() => onDelete(student)}
            >
              <Trash2 aria-hidden className="size-4" />
            </IconButton>
          )}
        </span>
      </td>
    </tr>
  );
}
