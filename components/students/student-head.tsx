"use client";
import { ArrowLeft, Pencil, ScrollText, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DeleteStudent } from "#components/students/delete-student.tsx";
import { Particulars } from "#components/students/particulars.tsx";
import { StudentDialog } from "#components/students/student-dialog.tsx";
import { fullName } from "#components/students/student-name.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { StudentItem } from "#lib/students/types.ts";

type Props = {
  student: StudentItem;
  groups: readonly string[];
  reader: { writes: boolean; deletes: boolean; audits: boolean };
};

/** Who a student is, with what can be done about that. */
export function StudentHead({ student: sent, groups, reader }: Props) {
  const t = useTranslations("students");
  const router = useRouter();
  const [saved, setSaved] = useState(sent);
  const [dialog, setDialog] = useState<"edit" | "delete" | null>(null);
  // What was saved here is newer than what the server sent before.
  const student = saved.id === sent.id && saved.updatedAt > sent.updatedAt ? saved : sent;
  const name = fullName(student);
  const close = () => setDialog(null);
  return (
    <>
      <Link
        href="/students"
        className="-ml-1 mb-1 inline-flex h-8 items-center gap-1 rounded-md px-1 text-small text-ink-2 hover:text-ink pointer-coarse:h-11"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t("back")}
      </Link>
      <PageHeader title={name}>
        {student.left && <Badge>{t("leftShort")}</Badge>}
        {reader.audits && (
          <Link href={`/audit?student=${student.id}`} prefetch={false} className={buttonClass("secondary")}>
            <ScrollText aria-hidden className="size-4" />
            {t("trail")}
          </Link>
        )}
        {reader.writes && (
          <Button aria-label={t("edit", { name })} onClick={() => setDialog("edit")}>
            <Pencil aria-hidden className="size-4" />
            {t("editShort")}
          </Button>
        )}
        {reader.deletes && (
          <IconButton label={t("delete", { name })} onClick={() => setDialog("delete")}>
            <Trash2 aria-hidden className="size-4" />
          </IconButton>
        )}
      </PageHeader>
      <Particulars student={student} />
      {dialog === "edit" && (
        <StudentDialog student={student} groups={groups} onSaved={setSaved} onClosed={close} />
      )}
      {dialog === "delete" && (
        <DeleteStudent student={student} onDeleted={() => router.push("/students")} onClosed={close} />
      )}
    </>
  );
}
