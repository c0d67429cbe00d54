const UNFINISHED = "athena-unfinished-uploads";

/** Whether this browser holds an unfinished upload of anybody's: asked at every page, so that the tray comes back. */
export function hasUnfinished(): boolean {
  try {
    return localStorage.getItem(UNFINISHED) !== null;
  } catch {
    return false;
  }
}

/** Notes whether there is one. A browser that keeps nothing has nothing to be found again either. */
export function noteUnfinished(some: boolean): void {
  try {
    if (some) localStorage.setItem(UNFINISHED, "1");
    else localStorage.removeItem(UNFINISHED);
  } catch {
    // Storage is switched off.
  }
}
