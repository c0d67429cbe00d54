"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { fullName } from "#components/students/student-name.ts";
import { Alert } from "#components/ui/alert.tsx";
import { sayDone } from "#components/ui/toasts.ts";
import { countLinkedFilesAction, deleteStudentAction } from "#lib/students/actions.ts";
import type { StudentItem } from "#lib/students/types.ts";

/** Asks before a student is lost for good, and says what becomes of their files. */
export function DeleteStudent(props: { student: StudentItem; onDeleted: () => void; onClosed: () => void }) {
  const { student, onDeleted, onClosed } = props;
  const t = useTranslations("students");
  const errorText = useErrorText();
  const [files, setFiles] = useState<number | null>(null);
  const { id } = student;
  const name = fullName(student);
  useEffect(() => {
    let here = true;
    void countLinkedFilesAction(id)
      .then((result) => here && result.ok && setFiles(result.data))
      .catch(() => undefined);
    return () => {
      here = false;
    };
  }, [id]);
  const remove = async () => {
    const result = await deleteStudentAction(id).catch(() => null);
    if (result === null) return t("unreachable");
    if (!result.ok && result.code !== "student_not_found") return errorText(result.code, result.details);
    onDeleted();
    sayDone(t("deleted", { name }));
    return null;
  };
  return (
    <Alert
      title={t("deleteTitle", { name })}
      text={
        <>
          <p>{t("deleteText")}</p>
          <p>{files === null ? "\u00a0" : t("deleteFiles", { count: files })}</p>
        </>
      }
      cancel={t("cancel")}
      action={t("deleteConfirm")}
      working={t("deleting")}
      loss
      onAction={remove}
      onClose={onClosed}
    />
  );
}
