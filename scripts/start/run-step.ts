import { StartFailure } from "./failure.ts";
import type { Parts } from "./parts.ts";

/** The line of an error output that says why: not the frames of a stack. */
export function reasonOf(stderr: readonly string[]): string {
  const lines = stderr.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("at "));
  const error = lines.find((line) => /^(\w*Error)\b.*: /.test(line));
  return error?.replace(/^\w*Error[^:]*: /, "") ?? lines.find((line) => !line.includes("Warning:")) ?? "";
}

/**
 * Runs one script of the project to its end. What it prints is for the caller, for it may be a secret.
 * @param onLine hears each line as it is printed
 * @returns what it printed
 * @throws {StartFailure} with what it said was wrong
 */
export async function runStep(
  parts: Parts,
  script: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  onLine: (line: string) => void = () => {},
): Promise<string> {
  const out: string[] = [];
  const err: string[] = [];
  const { code } = await parts.runToEnd("start", {
    args: ["--conditions=react-server", script, ...args],
    env,
    printsSecret: true,
    onLine: (line, stream) => {
      (stream === "stdout" ? out : err).push(line);
      if (stream === "stdout") onLine(line);
    },
  });
  if (code !== 0)
    throw new StartFailure(reasonOf(err) || `${script} ended with exit code ${code}.`, err.join("\n"));
  return out.join("\n").trim();
}
