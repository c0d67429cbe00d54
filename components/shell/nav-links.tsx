"use client";
import { ChartNoAxesColumn, CircleUser, FileText, Trash2 } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";

const PAGES = [
  { href: "/documents", name: "documents", icon: FileText },
  { href: "/trash", name: "trash", icon: Trash2 },
  { href: "/usage", name: "usage", icon: ChartNoAxesColumn },
  { href: "/settings/account", name: "account", icon: CircleUser },
] as const;

/** A page that cannot be fetched must not take the place of this one, and of the uploads in it. */
function stayWhileOffline(event: { preventDefault: () => void }): void {
  if (!navigator.onLine) event.preventDefault();
}

/** The pages, with the current one marked. */
export function NavLinks({ seesUsage }: { seesUsage: boolean }) {
  const t = useTranslations("shell");
  const pathname = usePathname();
  return (
    <ul className="flex flex-col gap-0.5">
      {PAGES.filter(({ name }) => name !== "usage" || seesUsage).map(({ href, name, icon: Icon }) => (
        <li key={href}>
          <Link
            href={href}
            onNavigate={stayWhileOffline}
            aria-current={pathname === href ? "page" : undefined}
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
