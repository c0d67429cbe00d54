import Link from "next/link";
import type { ReactNode } from "react";

/** A way elsewhere that is not what the page is for. */
export function QuietLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      className="inline-flex items-center rounded-sm text-small text-ink-2 underline decoration-line underline-offset-4 hover:text-ink hover:decoration-current pointer-coarse:min-h-11"
    >
      {children}
    </Link>
  );
}
