import type { Problem } from "#lib/oidc/constants.ts";

/** Nobody is signed in. `problem` is for the person, `reason` for the audit and the log. */
export class Refusal extends Error {
  readonly problem: Problem;
  readonly reason: string;

  constructor(problem: Problem, reason: string = problem, options: { cause?: unknown } = {}) {
    super(reason, options);
    this.name = "Refusal";
    this.problem = problem;
    this.reason = reason;
  }
}
