"use client";
import { Menu } from "lucide-react";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";

/** The navigation on phones. The browser's own popover: it opens before any script, and Esc closes it. */
export function PhoneMenu({ children }: { children: ReactNode }) {
  const t = useTranslations("shell");
  const popover = useRef<HTMLDivElement>(null);
  const pathname = usePathname();
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a new page closes the menu.
  useEffect(() => popover.current?.hidePopover(), [pathname]);
  return (
    <>
      <button
        type="button"
        popoverTarget="phone-menu"
        className="-mr-2 inline-flex size-11 items-center justify-center rounded-md text-ink-2 hover:bg-sunken"
        aria-label={t("menu")}
        title={t("menu")}
      >
        <Menu aria-hidden className="size-5" />
      </button>
      <div
        ref={popover}
        id="phone-menu"
        popover="auto"
        className="m-0 ml-auto h-dvh max-h-none w-72 max-w-[85vw] flex-col gap-4 border-l border-line bg-surface px-3 py-4 text-ink shadow-float backdrop:bg-veil open:flex"
      >
        {children}
      </div>
    </>
  );
}
