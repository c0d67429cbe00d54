import { ApiError } from "#lib/api/codes.ts";
import { apiMethods } from "#lib/api/methods.ts";
import * as operations from "#lib/api/operations/students.ts";
import { apiRoute } from "#lib/api/route.ts";
import { presentStudent } from "#lib/api/student.ts";
import { studentFieldErrors } from "#lib/api/student-fields.ts";
import { findAdded, listStudents, todayOf } from "#lib/students/data.ts";
import { readStudent } from "#lib/students/fields.ts";
import { createStudent } from "#lib/students/mutations.ts";
import type { StudentItem } from "#lib/students/types.ts";

const created = (student: StudentItem) => Response.json(presentStudent(student), { status: 201 });

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiMethods({
  GET: apiRoute(operations.listStudents, async ({ actor, query }) => {
    const page = await listStudents(actor, query);
    return Response.json({ data: page.items.map(presentStudent), next_cursor: page.nextCursor });
  }),
  POST: apiRoute(
    operations.createStudent,
    async ({ actor, body, id }) => {
      const { values, problems } = readStudent(
        {
          givenName: body.given_name,
          familyName: body.family_name,
          externalId: body.external_id ?? null,
          dateOfBirth: body.date_of_birth ?? null,
          group: body.group ?? null,
          enrolledOn: body.enrolled_on ?? null,
          leftOn: body.left_on ?? null,
        },
        todayOf(actor),
      );
      if (values === null) throw new ApiError("invalid_request", { fields: studentFieldErrors(problems) });
      return created(await createStudent(actor, values, id));
    },
    {
      resume: async ({ actor, id }) => {
        const student = await findAdded(actor, id);
        return student && created(student);
      },
    },
  ),
});
