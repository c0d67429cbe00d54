import { foreignKey, index, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { createdAt } from "#db/schema/columns.ts";
import { documents } from "#db/schema/documents.ts";
import { students } from "#db/schema/students.ts";

/** Whom a document is about. Both are of one school: no other link can be stored. It goes with either of them. */
export const documentStudents = pgTable(
  "document_students",
  {
    schoolId: uuid("school_id").notNull(),
    documentId: uuid("document_id").notNull(),
    studentId: uuid("student_id").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: "document_students_key", columns: [t.documentId, t.studentId] }),
    foreignKey({
      name: "document_students_document_fk",
      columns: [t.schoolId, t.documentId],
      foreignColumns: [documents.schoolId, documents.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "document_students_student_fk",
      columns: [t.schoolId, t.studentId],
      foreignColumns: [students.schoolId, students.id],
    }).onDelete("cascade"),
    index("document_students_student_idx").on(t.schoolId, t.studentId, t.documentId),
  ],
);
