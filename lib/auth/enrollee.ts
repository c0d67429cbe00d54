import "server-only";
import type { RequestOrigin } from "#lib/http/origin.ts";

export type EnrolleeFields = {
  userId: string;
  userEmail: string | null;
  schoolId: string;
  schoolName: string;
  sessionId: string;
  /** Whether they have shown who they are in the last minutes. */
  confirmedRecently: boolean;
  origin: RequestOrigin;
};

// As with `Actor`: assigned all at once.
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export interface Enrollee extends Readonly<EnrolleeFields> {}

/**
 * Somebody who is signed in to a school that asks for two steps, and has set up none. They are no `Actor`: nothing in the
 * data layer knows them but what sets up a second factor, and what signs them out.
 */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export class Enrollee {
  readonly #minted: true;

  private constructor(fields: EnrolleeFields) {
    this.#minted = true;
    Object.assign(this, fields);
  }

  /** For `lib/auth` alone. */
  static mint(fields: EnrolleeFields): Enrollee {
    const enrollee = new Enrollee(fields);
    Object.freeze(enrollee);
    return enrollee;
  }

  /** Whether `value` was minted here. */
  static is(value: unknown): value is Enrollee {
    return typeof value === "object" && value !== null && #minted in value && value.#minted;
  }
}
