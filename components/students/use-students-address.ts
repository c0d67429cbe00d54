"use client";
import { useAsked } from "#components/shell/use-asked.ts";
import { readStudentQuery, writeStudentQuery } from "#lib/students/student-query.ts";

/** What the address asks of the list of students, and how to ask for something else. */
export function useStudentsAddress() {
  return useAsked(readStudentQuery, writeStudentQuery);
}
