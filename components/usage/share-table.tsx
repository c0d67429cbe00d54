import Link from "next/link";
import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { formatBytes } from "#components/format/bytes.ts";
import { formatCost } from "#components/usage/money.ts";
import type { Micros } from "#lib/usage/price.ts";

export type ShareRow = {
  key: string;
  name: string;
  /** The files behind the figures; null where no list shows just them. */
  href: string | null;
  bytes: number;
  /** Null for what is no file of anybody's. */
  objects: number | null;
  /** In the range of the page, in millionths of a dollar; where that is known. */
  cost?: Micros;
};

type Props = {
  id: string;
  heading: string;
  rows: readonly ShareRow[];
  total: number /** Null where costs are not known. */;
  costHeading: string | null;
};

/** Who or what takes how much: a table, with a bar for the eye. */
export async function ShareTable({ id, heading, rows, total, costHeading }: Props) {
  const [t, format, locale] = await Promise.all([getTranslations("usage"), getFormatter(), getLocale()]);
  return (
    <table aria-labelledby={id} className="w-full table-fixed border-collapse">
      <thead>
        <tr className="h-9 border-b border-line text-caption text-ink-3">
          <th scope="col" className="text-left font-medium">
            {heading}
          </th>
          <th scope="col" className="w-18 text-right font-medium sm:w-24">
            {t("objects")}
          </th>
          <th scope="col" className="w-20 text-right font-medium sm:w-24">
            {t("stored")}
          </th>
          {costHeading !== null && (
            <th scope="col" className="w-22 pl-3 text-right font-medium sm:w-28">
              {costHeading}
            </th>
          )}
          <th scope="col" className="w-1/3 pl-6 text-left font-medium max-sm:hidden">
            {t("share")}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, href, bytes, objects, cost }) => {
          const share = total === 0 ? 0 : bytes / total;
          const percent = format.number(share, { style: "percent", maximumFractionDigits: 0 });
          return (
            <tr key={key} className="h-11 border-b border-line">
              <th scope="row" className="py-2.5 text-left font-normal [overflow-wrap:anywhere]">
                {href === null || objects === 0 ? (
                  name
                ) : (
                  <Link
                    href={href}
                    className="underline decoration-line underline-offset-4 hover:decoration-ink-3 pointer-coarse:py-3"
                  >
                    {name}
                  </Link>
                )}
              </th>
              <td className="text-right text-ink-2 tnum">
                {objects === null ? "–" : format.number(objects)}
              </td>
              <td className="text-right text-ink-2 tnum">{formatBytes(bytes, locale)}</td>
              {costHeading !== null && (
                <td className="text-right text-ink-2 tnum">{formatCost(cost ?? 0, locale)}</td>
              )}
              <td className="pl-6 max-sm:hidden">
                <ShareBar
                  share={share}
                  text={
                    share > 0 && share < 0.005 ? `< ${format.number(0.01, { style: "percent" })}` : percent
                  }
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function ShareBar({ share, text }: { share: number; text: string }) {
  return (
    <span className="flex items-center gap-3">
      <span aria-hidden className="h-2 min-w-0 flex-1 overflow-hidden rounded-full bg-sunken">
        <span className="block h-full bg-accent" style={{ width: `${share * 100}%` }} />
      </span>
      <span className="w-12 text-right text-ink-2 tnum">{text}</span>
    </span>
  );
}
