/** For what another process or another test's worker may be about: milliseconds of a slow day, not of a fast one. */
export const PATIENT = { timeout: 20_000, interval: 50 } as const;
