"use client";
import { useNow, useTimeZone, useTranslations } from "next-intl";
import { useRef, useState, useTransition } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { StudentForm, type StudentTexts } from "#components/students/student-form.tsx";
import { fullName } from "#components/students/student-name.ts";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { sayDone } from "#components/ui/toasts.ts";
import { dayAt } from "#lib/documents/days.ts";
import { changeStudentAction, createStudentAction } from "#lib/students/actions.ts";
import { type FieldProblems, readStudent, STUDENT_FIELDS, type StudentField } from "#lib/students/fields.ts";
import type { StudentItem } from "#lib/students/types.ts";

const textsOf = (student: StudentItem | null) =>
  Object.fromEntries(STUDENT_FIELDS.map((field) => [field, student?.[field] ?? ""])) as StudentTexts;

type Props = {
  /** Who is changed; null to add one. */
  student: StudentItem | null;
  groups: readonly string[];
  onSaved: (student: StudentItem) => void;
  onClosed: () => void;
};

/** Adds a student or changes one; what is wrong is said at its field, and nothing is lost of what was typed. */
export function StudentDialog({ student, groups, onSaved, onClosed }: Props) {
  const t = useTranslations("students");
  const errorText = useErrorText();
  const now = useNow();
  const timeZone = useTimeZone() ?? "UTC";
  const form = useRef<HTMLFormElement>(null);
  const [open, setOpen] = useState(true);
  const [texts, setTexts] = useState(() => textsOf(student));
  const [problems, setProblems] = useState<FieldProblems>({});
  const [taken, setTaken] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const focus = (field: string) => form.current?.querySelector<HTMLElement>(`[name="${field}"]`)?.focus();
  const change = (field: StudentField, text: string) => {
    setTexts({ ...texts, [field]: text });
    setProblems(({ [field]: _mended, ...others }) => others);
    if (field === "externalId") setTaken(false);
  };
  const save = () =>
    start(async () => {
      const judged = readStudent(texts, dayAt(now, timeZone));
      setProblems(judged.problems ?? {});
      setFailure(null);
      if (judged.values === null) {
        focus(STUDENT_FIELDS.find((field) => field in judged.problems) ?? "");
        return;
      }
      const { values } = judged;
      const asked =
        student === null
          ? createStudentAction(values)
          : changeStudentAction({ id: student.id, fields: values, seenAt: student.updatedAt });
      const result = await asked.catch(() => null);
      if (result?.ok) {
        setOpen(false);
        onSaved(result.data);
        sayDone(t(student === null ? "added" : "saved", { name: fullName(result.data) }));
      } else if (result?.code === "external_id_taken") {
        setTaken(true);
        focus("externalId");
      } else setFailure(result === null ? t("unreachable") : errorText(result.code, result.details));
    });
  return (
    <Dialog
      open={open}
      onClose={() => setOpen(false)}
      onClosed={onClosed}
      title={student === null ? t("addTitle") : t("editTitle", { name: fullName(student) })}
      width="large"
    >
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
        className="flex flex-col gap-4"
      >
        <StudentForm texts={texts} problems={problems} taken={taken} groups={groups} onChange={change} />
        {failure !== null && <Banner tone="loss">{failure}</Banner>}
        <div className="flex justify-end gap-2">
          <Button disabled={pending} onClick={() => setOpen(false)}>
            {t("cancel")}
          </Button>
          <Button type="submit" variant="primary" disabled={pending}>
            {pending ? t("saving") : t("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
