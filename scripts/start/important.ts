const ERROR_LEVEL = 50;
const LONGEST = 200;
const QUIET_MS = 10_000;

function messageOf(line: string): string | null {
  if (line.startsWith("{")) {
    try {
      const entry = JSON.parse(line) as { level?: number; msg?: string; err?: { message?: string } };
      if ((entry.level ?? 0) < ERROR_LEVEL) return null;
      return entry.msg || entry.err?.message || "error";
    } catch {
      return null;
    }
  }
  const found = /^\s*(?:⨯\s*)?((?:\w*Error|Fatal|Uncaught \w+|⨯).*)$/i.exec(line);
  return found?.[1] ?? null;
}

/** What a person at the terminal should know of a line that a part wrote; `null` for most lines. */
export function importantMessage(line: string): string | null {
  const message = messageOf(line)?.replace(/\s+/g, " ").trim();
  if (message === undefined || message === "") return null;
  return message.length > LONGEST ? `${message.slice(0, LONGEST - 1)}…` : message;
}

/** Lets one through in ten seconds, so that a part in trouble does not flood the terminal. */
export function quietly(pass: (text: string) => void, now: () => number = Date.now): (text: string) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (text) => {
    if (now() - last < QUIET_MS) return;
    last = now();
    pass(text);
  };
}
