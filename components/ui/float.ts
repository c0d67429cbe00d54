/** Where what floats stands: above the page and its bars, and above a dialog that it belongs to. */
export const LAYER = "z-50";

/** The look of what floats: the only shadow there is. */
export const FLOAT =
  "rounded-md border border-line bg-surface text-ink shadow-float outline-none transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0";
