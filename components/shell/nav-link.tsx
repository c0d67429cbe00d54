"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

/** A page that cannot be fetched must not take the place of this one, and of the uploads in it. */
function stayWhileOffline(event: { preventDefault: () => void }): void {
  if (!navigator.onLine) event.preventDefault();
}

/** The way to a page, marked where it is this one. */
export function NavLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      onNavigate={stayWhileOffline}
      aria-current={usePathname().startsWith(href) ? "page" : undefined}
      className="flex h-9 items-center gap-2 rounded-md px-2 text-ink-2 transition-colors duration-150 hover:bg-sunken hover:text-ink aria-[current]:bg-sunken aria-[current]:font-medium aria-[current]:text-ink pointer-coarse:h-11"
    >
      {children}
    </Link>
  );
}
