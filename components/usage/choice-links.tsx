import Link from "next/link";

type Choice = { key: string; label: string; href: string; isChosen: boolean };

/** One of a few, all in sight, each an address of its own. */
export function ChoiceLinks({ label, choices }: { label: string; choices: readonly Choice[] }) {
  return (
    <nav
      aria-label={label}
      className="max-w-full overflow-x-auto rounded-md border border-control bg-surface"
    >
      <ul className="flex w-max p-0.5">
        {choices.map(({ key, label: words, href, isChosen }) => (
          <li key={key}>
            <Link
              href={href}
              scroll={false}
              prefetch={false}
              aria-current={isChosen ? "true" : undefined}
              className="flex h-8 items-center rounded-sm px-2.5 font-medium whitespace-nowrap text-ink-2 transition-colors duration-150 -outline-offset-2 hover:text-ink aria-[current]:bg-accent-soft aria-[current]:text-accent pointer-coarse:h-11"
            >
              {words}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
