/** A school's logo as pages show it. */
export type Logo = {
  /** Where anybody reads it; another one for each that was made. Null while none was made yet. */
  url: string | null;
  /** Whether another one is being made. */
  making: boolean;
  /** Whether the last one that was wanted could not be made. */
  failed: boolean;
  /** Whether it was removed, and the public store has not confirmed yet that it is gone. */
  removing: boolean;
};
