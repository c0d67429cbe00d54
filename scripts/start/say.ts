// Where the terminal or the pipe has gone away, the services go on, and what would be said is lost.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});

/** Says something to the person at the terminal. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Says why something went wrong. */
export function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}
