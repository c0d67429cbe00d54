import { Download } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { buttonClass } from "#components/ui/button.tsx";

type Props = {
  id: string;
  title: string;
  /** Where its figures can be had as CSV, and what they are, for those who hear the link alone. */
  csv?: { href: string; name: string } | undefined;
  children?: ReactNode;
};

/** The heading of a part of the page, with what can be chosen there. */
export async function SectionHead({ id, title, csv, children }: Props) {
  const t = await getTranslations("usage");
  return (
    <div className="mb-3 flex flex-wrap items-start gap-x-2 gap-y-2">
      <h2 id={id} className="mr-auto flex min-h-9 items-center text-body font-semibold">
        {title}
      </h2>
      {csv !== undefined && (
        <a href={csv.href} download aria-label={csv.name} className={`${buttonClass("quiet")} print:hidden`}>
          <Download aria-hidden strokeWidth={1.75} className="size-4" />
          {t("csv")}
        </a>
      )}
      {children}
    </div>
  );
}
