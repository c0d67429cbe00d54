const LENGTH = 140;

/** The beginning of a text on one line, for lists; cut between whole characters. */
export function excerpt(body: string): string {
  const line = Array.from(body.replace(/\s+/gu, " ").trim());
  return line.length <= LENGTH ? line.join("") : `${line.slice(0, LENGTH).join("").trimEnd()}…`;
}
