import type { ComponentProps } from "react";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "loss";

const SHAPE =
  "inline-flex h-9 shrink-0 items-center justify-center gap-2 whitespace-nowrap rounded-md px-3 text-body font-medium transition-colors duration-150 select-none disabled:opacity-50 pointer-coarse:h-11";

const VARIANTS: Record<ButtonVariant, string> = {
  primary: "bg-accent text-on-accent hover:bg-accent-strong",
  secondary: "border border-control bg-surface text-ink hover:bg-sunken",
  quiet: "text-ink-2 hover:bg-sunken hover:text-ink",
  loss: "bg-loss text-on-loss hover:bg-loss-strong",
};

/** The classes of a button, for links that look like one. */
export function buttonClass(variant: ButtonVariant = "secondary"): string {
  return `${SHAPE} ${VARIANTS[variant]}`;
}

/** A button with words. Says `type="submit"` to send a form; it never does so by accident. */
export function Button({
  variant = "secondary",
  className = "",
  ...rest
}: ComponentProps<"button"> & { variant?: ButtonVariant }) {
  return <button type="button" {...rest} className={`${buttonClass(variant)} ${className}`} />;
}
