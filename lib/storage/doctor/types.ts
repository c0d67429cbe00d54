import type en from "#locales/en.json";

/** How a check ended. `note`: worth knowing, nothing to do. */
export type State = "passed" | "note" | "warning" | "failed" | "skipped";

type Words = (typeof en)["doctor"];
export type Group = keyof Words["groups"];
export type CheckId = keyof Words["checks"];
/** What was found: its sentence is `doctor.findings.<finding>.is`, what to do `.do` where there is anything. */
export type Finding = keyof Words["findings"];

/** What a sentence names: never a key or a secret. */
export type Details = Readonly<Record<string, string | number>>;

export type Outcome = { state: State; finding: Finding; details?: Details };

export type CheckResult = Outcome & {
  id: CheckId;
  /** The check whose failure this one was skipped for. */
  because?: CheckId;
};

/** What a browser is to try by itself: these bytes there, with these headers, and back. */
export type BrowserTask = {
  put: { url: string; headers: Record<string, string> };
  get: string;
  text: string;
};

/** One line of the stream that the page reads. */
export type Line = { result: CheckResult } | { task: BrowserTask } | { end: true };
