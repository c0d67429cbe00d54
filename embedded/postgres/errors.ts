/** Why the embedded PostgreSQL cannot be used, in one line fit for a person. `detail` is for a log. */
export class PostgresError extends Error {
  readonly detail: string;

  constructor(message: string, detail = "") {
    super(message);
    this.name = "PostgresError";
    this.detail = detail;
  }
}
