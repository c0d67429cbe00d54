import type { Details, Finding, Outcome, State } from "#lib/storage/doctor/types.ts";

const ending =
  (state: State) =>
  (finding: Finding, details?: Details): Outcome => ({ state, finding, ...(details && { details }) });

export const passed = ending("passed");
export const noted = ending("note");
export const warned = ending("warning");
export const failed = ending("failed");
export const skipped = ending("skipped");
