import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { formatBytes } from "#components/format/bytes.ts";
import type { UsageSummary } from "#lib/usage/types.ts";

/** What each kind takes: a table, with a bar for the eye. */
export async function UsageKinds({ summary }: { summary: UsageSummary }) {
  const [t, kindName, format, locale] = await Promise.all([
    getTranslations("usage"),
    getTranslations("kinds"),
    getFormatter(),
    getLocale(),
  ]);
  const rows = summary.kinds.toSorted((a, b) => b.bytes - a.bytes);
  const total = summary.totals.bytes;
  return (
    <section className="mt-8">
      <h2 className="mb-2 font-semibold">{t("byKind")}</h2>
      <table className="w-full border-collapse">
        <thead>
          <tr className="h-9 border-b border-line text-caption text-ink-3">
            <th scope="col" className="text-left font-medium">
              {t("kind")}
            </th>
            <th scope="col" className="w-20 text-right font-medium">
              {t("objects")}
            </th>
            <th scope="col" className="w-24 text-right font-medium">
              {t("stored")}
            </th>
            <th scope="col" className="w-1/3 pl-6 text-left font-medium max-sm:sr-only">
              {t("share")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ kind, bytes, objects }) => {
            const share = total === 0 ? 0 : bytes / total;
            return (
              <tr key={kind} className="h-11 border-b border-line">
                <th scope="row" className="text-left font-normal">
                  {kindName(kind)}
                </th>
                <td className="text-right text-ink-2 tnum">{format.number(objects)}</td>
                <td className="text-right text-ink-2 tnum">{formatBytes(bytes, locale)}</td>
                <td className="pl-6 max-sm:sr-only">
                  <ShareBar
                    share={share}
                    text={format.number(share, { style: "percent", maximumFractionDigits: 0 })}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
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
