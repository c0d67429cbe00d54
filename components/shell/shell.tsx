import { LogOut, Mail } from "lucide-react";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Bell } from "#components/bulk/bell.tsx";
import { PaletteButton } from "#components/palette/palette-button.tsx";
import { Avatar } from "#components/profiles/avatar.tsx";
import { NavLinks } from "#components/shell/nav-links.tsx";
import { OfflineBanner } from "#components/shell/offline-banner.tsx";
import type { Reader } from "#components/shell/pages.ts";
import { PhoneMenu } from "#components/shell/phone-menu.tsx";
import { SchoolSwitch } from "#components/shell/school-switch.tsx";
import { Unread } from "#components/shell/unread.tsx";
import { Wordmark } from "#components/shell/wordmark.tsx";
import { signOutAction } from "#lib/auth/actions.ts";
import type { BulkSummary } from "#lib/bulk/types.ts";

async function signOut(): Promise<void> {
  "use server";
  await signOutAction();
}

type School = { id: string; name: string };

type Props = {
  school: School & { logo: string | null };
  schools: readonly School[];
  /** The reader, with the address of their picture. */
  person: { name: string; picture: string | null };
  reader: Reader;
  jobs: BulkSummary;
  /** Messages that the reader has not read. */
  unread: number;
  children: ReactNode;
};

/** The frame of every signed-in page: navigation at the left, or behind a menu on phones. */
export async function Shell({ school, schools, person, reader, jobs, unread, children }: Props) {
  const [t, app] = await Promise.all([getTranslations("shell"), getTranslations("app")]);
  const navigation = (
    <>
      <SchoolSwitch school={school} schools={schools} />
      <PaletteButton />
      <nav aria-label={t("navigation")}>
        <NavLinks reader={reader} unread={unread} />
      </nav>
      <form action={signOut} className="mt-auto border-t border-line pt-3">
        <Link
          href="/settings/account"
          title={person.name}
          className="flex h-9 items-center gap-2 rounded-md px-2 text-small text-ink-2 hover:bg-sunken hover:text-ink pointer-coarse:h-11"
        >
          <span className="-ml-1 flex">
            <Avatar name={person.name} url={person.picture} />
          </span>
          <span className="truncate">{person.name}</span>
        </Link>
        <button
          type="submit"
          className="flex h-9 w-full items-center gap-2 rounded-md px-2 text-ink-2 hover:bg-sunken hover:text-ink pointer-coarse:h-11"
        >
          <LogOut aria-hidden strokeWidth={1.75} className="size-4" />
          {t("signOut")}
        </button>
      </form>
    </>
  );
  return (
    // A preview beside a list takes its room from the page; the page makes it even before the preview's code is there.
    <div className="min-h-dvh lg:grid print:block print:pr-0 lg:grid-cols-[13.5rem_minmax(0,1fr)] xl:has-data-panel:pr-(--panel)">
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-3 py-2 font-medium text-on-accent focus-visible:translate-y-0"
      >
        {t("skip")}
      </a>
      <aside
        data-screen
        className="sticky top-0 hidden h-dvh flex-col gap-4 border-r border-line px-3 py-4 lg:flex"
      >
        <div className="flex items-center gap-2 px-2">
          <Wordmark name={app("name")} />
          <Bell summary={jobs} className="-mr-1 ml-auto" />
        </div>
        {navigation}
      </aside>
      <div
        data-screen
        className="sticky top-0 z-20 flex h-14 items-center gap-2 border-b border-line bg-paper px-4 lg:hidden"
      >
        <Wordmark name={app("name")} />
        {unread > 0 && (
          <Link
            href="/messages"
            className="ml-auto flex h-11 items-center gap-1.5 rounded-md px-2 text-ink-2 hover:bg-sunken"
          >
            <Mail aria-hidden className="size-5" />
            <Unread count={unread} className="" />
          </Link>
        )}
        <Bell summary={jobs} className={unread > 0 ? "" : "ml-auto"} />
        <PhoneMenu>{navigation}</PhoneMenu>
      </div>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-6xl px-4 py-5 outline-none max-sm:pb-24 sm:px-6 lg:px-8 lg:py-6 xl:has-data-panel:px-6"
      >
        <OfflineBanner />
        {children}
      </main>
    </div>
  );
}
