import { z } from "zod";
import { rowId } from "#lib/api/fields.ts";
import type { StudentItem } from "#lib/students/types.ts";

const day = z.iso.date();

/** A student as the API writes them. */
export const studentSchema = z.object({
  id: rowId,
  given_name: z.string(),
  family_name: z.string(),
  external_id: z.string().nullable().meta({ description: "Unique in the school." }),
  date_of_birth: day.nullable(),
  group: z.string().nullable().meta({ description: "Class or year group." }),
  enrolled_on: day.nullable(),
  left_on: day.nullable().meta({ description: "Their last day." }),
});

export function presentStudent(student: StudentItem): z.input<typeof studentSchema> {
  return {
    id: student.id,
    given_name: student.givenName,
    family_name: student.familyName,
    external_id: student.externalId,
    date_of_birth: student.dateOfBirth,
    group: student.group,
    enrolled_on: student.enrolledOn,
    left_on: student.leftOn,
  };
}

export const studentPageSchema = z.object({
  data: z.array(studentSchema),
  next_cursor: z.string().nullable().meta({ description: "Null at the end of the list." }),
});
