"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { pagesFor, type Reader } from "#components/shell/pages.ts";

/** A page that cannot be fetched must not take the place of this one, and of the uploads in it. */
function stayWhileOffline(event: { preventDefault: () => void }): void {
  if (!navigator.onLine) event.preventDefault();
}

/** The pages, with the current one marked. */
export function NavLinks({ reader }: { reader: Reader }) {
  const t = useTranslations("shell");
  const pathname = usePathname();
  return (
    <ul className="flex flex-col gap-0.5">
      {pagesFor(reader).map(({ href, name, icon: Icon }) => (
        <li key={href}>
          <Link
            href={href}
            onNavigate={stayWhileOffline}
            aria-current={pathname.startsWith(href) ? "page" : undefined}
            className="flex h-9 items-center gap-2 rounded-md px-2 text-ink-2 transition-colors duration-150 hover:bg-sunken hover:text-ink aria-[current]:bg-sunken aria-[current]:font-medium aria-[current]:text-ink pointer-coarse:h-11"
          >
            <Icon aria-hidden strokeWidth={1.75} className="size-4 shrink-0" />
            {t(name)}
          </Link>
        </li>
      ))}
    </ul>
  );
}
