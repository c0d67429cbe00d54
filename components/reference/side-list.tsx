import { getTranslations } from "next-intl/server";
import type { Reference } from "#lib/api/reference/types.ts";

const LINK =
  "block rounded-md px-2 py-1 text-small text-ink-2 hover:bg-sunken hover:text-ink pointer-coarse:py-3";

function List({ title, links }: { title: string; links: readonly { href: string; name: string }[] }) {
  return (
    <li>
      <p className="px-2 pt-3 pb-1 text-caption font-medium text-ink-3">{title}</p>
      <ul>
        {links.map(({ href, name }) => (
          <li key={href}>
            <a href={href} className={LINK}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </li>
  );
}

async function Links({ reference }: { reference: Reference }) {
  const t = await getTranslations("apiReference");
  return (
    <ul>
      {reference.sections.map(({ tag, operations }) => (
        <List
          key={tag}
          title={tag}
          links={operations.map(({ id, method, path }) => ({
            href: `#${id}`,
            name: `${method} ${path.replace("/api/v1", "")}`,
          }))}
        />
      ))}
      <List
        title={t("events")}
        links={reference.events.map(({ type }) => ({ href: `#event-${type}`, name: type }))}
      />
      <List
        title={t("schemas")}
        links={reference.schemas.map(({ name }) => ({ href: `#schema-${name}`, name }))}
      />
    </ul>
  );
}

/** Everything on the page: beside it where there is room, above it and folded where there is none. */
export async function SideList({ reference }: { reference: Reference }) {
  const t = await getTranslations("apiReference");
  return (
    <>
      <nav
        aria-label={t("onThisPage")}
        className="sticky top-0 hidden max-h-dvh w-60 shrink-0 overflow-y-auto py-3 lg:block"
      >
        <Links reference={reference} />
      </nav>
      <details className="mt-3 rounded-md border border-line lg:hidden">
        <summary className="flex h-11 cursor-pointer items-center px-3 font-medium">
          {t("onThisPage")}
        </summary>
        <nav aria-label={t("onThisPage")} className="border-t border-line p-2">
          <Links reference={reference} />
        </nav>
      </details>
    </>
  );
}
