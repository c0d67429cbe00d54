/** Characters that a student's fields may have. */
export const MAX_STUDENT_NAME = 100;
export const MAX_EXTERNAL_ID = 64;
export const MAX_GROUP = 60;

/** Whether they are at the school: until their last day, it counted in, or no more. */
export const STUDENT_STATUSES = ["enrolled", "left", "all"] as const;
export type StudentStatus = (typeof STUDENT_STATUSES)[number];

/** Students that one upload names at most. */
export const MAX_STUDENTS_OF_FILE = 100;

/** Students that files are linked to at once. */
export const MAX_LINKED_AT_ONCE = 10;

/** Groups that a school's list names at most. */
export const MAX_GROUPS = 500;
