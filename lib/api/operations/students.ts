import { z } from "zod";
import { digits, plainText } from "#lib/api/fields.ts";
import { defineOperation } from "#lib/api/operation.ts";
import { studentPageSchema, studentSchema } from "#lib/api/student.ts";
import { MAX_PAGE_SIZE, PAGE_SIZE } from "#lib/documents/constants.ts";
import { MAX_EXTERNAL_ID, MAX_GROUP, MAX_STUDENT_NAME, STUDENT_STATUSES } from "#lib/students/constants.ts";

const tag = "students";

export const listStudents = defineOperation({
  id: "listStudents",
  method: "GET",
  path: "/api/v1/students",
  tag,
  summary: "List students by family name",
  query: z.strictObject({
    q: plainText(255).optional().meta({
      description: "Words that names and external id have, in any order; case and accents are ignored.",
    }),
    group: plainText(MAX_GROUP).optional().meta({ description: "Class or year group, exactly." }),
    status: z
      .enum(STUDENT_STATUSES)
      .default("all")
      .meta({ description: "`left`: whose last day is over, on the school's clock." }),
    limit: digits(z.int().min(1).max(MAX_PAGE_SIZE)).default(PAGE_SIZE),
    cursor: z.string().max(1400).optional().meta({
      description: "`next_cursor` of the page before, with the same other parameters.",
    }),
  }),
  answers: { 200: { description: "One page.", schema: studentPageSchema } },
  errors: ["invalid_cursor", "forbidden"],
});

const day = z.iso.date("Not a date (2026-11-30).").nullable().optional();

export const createStudent = defineOperation({
  id: "createStudent",
  method: "POST",
  path: "/api/v1/students",
  tag,
  summary: "Add a student",
  body: z.strictObject({
    given_name: plainText(MAX_STUDENT_NAME),
    family_name: plainText(MAX_STUDENT_NAME),
    external_id: plainText(MAX_EXTERNAL_ID)
      .nullable()
      .optional()
      .meta({ description: "What the caller calls them. No two students of a school have the same one." }),
    date_of_birth: day,
    group: plainText(MAX_GROUP).nullable().optional(),
    enrolled_on: day,
    left_on: day,
  }),
  example: { given_name: "Ana", family_name: "Ruiz", external_id: "E-1042", group: "3A" },
  answers: { 201: { description: "The new student.", schema: studentSchema } },
  errors: ["forbidden", "external_id_taken"],
});
