import { getTranslations } from "next-intl/server";
import { NavLink } from "#components/shell/nav-link.tsx";
import { pagesFor, type Reader } from "#components/shell/pages.ts";
import { Unread } from "#components/shell/unread.tsx";

/** The pages, with the current one marked. Drawn on the server: names and signs are no part of the page's script. */
export async function NavLinks({ reader, unread }: { reader: Reader; unread: number }) {
  const t = await getTranslations("shell");
  return (
    <ul className="flex flex-col gap-0.5">
      {pagesFor(reader).map(({ href, name, icon: Icon }) => (
        <li key={href}>
          <NavLink href={href}>
            <Icon aria-hidden strokeWidth={1.75} className="size-4 shrink-0" />
            {t(name)}
            {name === "messages" && <Unread count={unread} className="ml-auto" />}
          </NavLink>
        </li>
      ))}
    </ul>
  );
}
