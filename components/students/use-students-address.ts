"use client";
import { useMemo, useTransition } from "react";
import { useAddress } from "#components/shell/use-address.ts";
import { readStudentQuery, type StudentQuery, writeStudentQuery } from "#lib/students/student-query.ts";

/** What the address asks of the list of students, and how to ask for something else. */
export function useStudentsAddress() {
  const [pending, startTransition] = useTransition();
  const { read, write } = useAddress();
  const asked = useMemo(() => readStudentQuery(read), [read]);
  const ask = (change: Partial<StudentQuery>) =>
    void write(writeStudentQuery({ ...asked, ...change }), { step: true, transition: startTransition });
  return { asked, ask, pending };
}
