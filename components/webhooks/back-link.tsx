import { ArrowLeft } from "lucide-react";
import Link from "next/link";

/** The way back to the page that this one is a part of. */
export function BackLink({ href, name }: { href: string; name: string }) {
  return (
    <Link
      href={href}
      className="mb-1 inline-flex items-center gap-1.5 text-small text-ink-2 hover:text-ink pointer-coarse:h-11"
    >
      <ArrowLeft aria-hidden strokeWidth={1.75} className="size-4" />
      {name}
    </Link>
  );
}
