import type { Exam } from "#lib/storage/doctor/exam.ts";
import type { CheckId, Outcome } from "#lib/storage/doctor/types.ts";

/** One thing that is looked at. What its `run` throws is a failure of the store. */
export type Check = {
  id: CheckId;
  /** Earlier checks without which this one could tell nothing. */
  needs: readonly CheckId[];
  run: (exam: Exam) => Outcome | Promise<Outcome>;
};
