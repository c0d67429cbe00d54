import Link from "next/link";
import { TabRow } from "#components/shell/tab-row.tsx";

/** The pages of one section, below its title. */
export function SectionTabs(props: {
  label: string;
  current: string;
  pages: readonly { href: string; name: string }[];
}) {
  const { label, current, pages } = props;
  return (
    <nav aria-label={label} className="mb-2 border-b border-line">
      <TabRow current={current}>
        {pages.map(({ href, name }) => (
          <li key={href} className="shrink-0">
            <Link
              href={href}
              aria-current={href === current ? "page" : undefined}
              className="flex h-10 items-center border-b-2 border-transparent px-3 font-medium text-ink-2 -outline-offset-2 hover:text-ink aria-[current]:border-accent aria-[current]:text-ink pointer-coarse:h-11"
            >
              {name}
            </Link>
          </li>
        ))}
      </TabRow>
    </nav>
  );
}
