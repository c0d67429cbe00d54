/** A reason to stop, in one line fit for a person. `detail` goes to the log file. */
export class StartFailure extends Error {
  readonly detail: string;

  constructor(message: string, detail = "") {
    super(message);
    this.name = "StartFailure";
    this.detail = detail;
  }
}

/** Thrown out of the start when somebody asked for the end of it. */
export class Interrupted extends Error {
  constructor() {
    super("interrupted");
    this.name = "Interrupted";
  }
}
