import type { ReactNode } from "react";

/** The lower edge of a phone, where what floats there stands one above the other; larger windows have room for each. */
export function Dock({ children }: { children: ReactNode }) {
  return (
    <div className="pointer-events-none max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:z-30 max-sm:flex max-sm:max-h-dvh max-sm:flex-col max-sm:gap-2 print:hidden">
      {children}
    </div>
  );
}
