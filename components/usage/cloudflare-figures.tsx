import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { formatBytes } from "#components/format/bytes.ts";
import { differenceOf } from "#lib/usage/cloudflare/difference.ts";
import type { Comparison } from "#lib/usage/cloudflare/types.ts";

const FIGURES = ["bytes", "objects", "classA", "classB"] as const;

/** What a phone has no room for, though it is read out there. */
function detail(words: ReactNode) {
  return <span className="text-ink-3 max-sm:sr-only">{words}</span>;
}

/** What was counted here and what Cloudflare has counted, and why the two are not the same; or why there is no answer. */
export async function CloudflareFigures({ comparison: { ours, cloudflare } }: { comparison: Comparison }) {
  const [t, format, locale] = await Promise.all([
    getTranslations("usage.cloudflare"),
    getFormatter(),
    getLocale(),
  ]);
  const time = (moment: string) =>
    format.dateTime(new Date(moment), { dateStyle: "medium", timeStyle: "short" });
  const asked = t("askedAt", { time: time(cloudflare.askedAt) });
  if (!cloudflare.ok) {
    return (
      <p className="max-w-prose text-ink-2">
        {t(`failed.${cloudflare.reason}`)} <span className="text-ink-3 tnum">{asked}</span>
      </p>
    );
  }
  const { figures: theirs } = cloudflare;
  const write = (name: (typeof FIGURES)[number], value: number | null) => {
    if (value === null) return "–";
    return name === "bytes" ? formatBytes(value, locale) : format.number(value);
  };
  const percent = (part: number | null) =>
    part === null
      ? "–"
      : format.number(part, { style: "percent", maximumFractionDigits: 1, signDisplay: "exceptZero" });
  return (
    <>
      <table aria-labelledby="usage-cloudflare" className="w-full table-fixed border-collapse">
        <thead>
          <tr className="h-9 border-b border-line text-caption text-ink-3">
            <th scope="col" className="text-left font-medium">
              {t("figure")}
            </th>
            <th scope="col" className="w-20 text-right font-medium sm:w-36">
              {t("ours")}
            </th>
            <th scope="col" className="w-20 text-right font-medium sm:w-36">
              {t("theirs")}
            </th>
            <th scope="col" className="w-20 text-right font-medium sm:w-36">
              {t("difference")}
            </th>
          </tr>
        </thead>
        <tbody>
          {FIGURES.map((name) => (
            <tr key={name} className="h-11 border-b border-line">
              <th scope="row" className="py-2.5 text-left font-normal">
                {t.rich(name === "bytes" ? "stored" : name, { detail })}
              </th>
              <td className="text-right text-ink-2 tnum">{write(name, ours[name])}</td>
              <td className="text-right text-ink-2 tnum">{write(name, theirs[name])}</td>
              <td className="text-right text-ink-2 tnum">
                {percent(differenceOf(ours[name], theirs[name]))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-3 max-w-prose text-small text-ink-3">{t("why")}</p>
      <p className="mt-1 text-small text-ink-3 tnum">
        {asked} {theirs.heldAt !== null && t("heldAt", { time: time(theirs.heldAt) })}
      </p>
    </>
  );
}
