import { StartFailure } from "./failure.ts";
import type { LogFile } from "./log-file.ts";
import { complain } from "./say.ts";

/** Says in one line why it stopped; the rest goes to the log, and with `verbose` to the terminal. */
export function reportFailure(error: unknown, verbose: boolean, log: LogFile | null): void {
  const known = error instanceof StartFailure;
  const message = error instanceof Error ? error.message : String(error);
  const detail = known ? error.detail : error instanceof Error ? (error.stack ?? "") : "";
  log?.write(`${new Date().toISOString()} ${message}\n${detail}\n`);
  const code = (error as NodeJS.ErrnoException | null)?.code;
  const line =
    code === "ENOSPC"
      ? "There is no space left on the disk of the data folder."
      : message.split("\n").join(" ");
  complain(known || code === "ENOSPC" ? line : `Athena Docs could not start: ${line}`);
  if (verbose && detail !== "") complain(detail);
}
