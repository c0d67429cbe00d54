import type { getFormatter, getTranslations } from "next-intl/server";
import type { ShareRow } from "#components/usage/share-table.tsx";
import type { AgeBand, ReportFigures } from "#lib/storage-report/types.ts";
import type { UsageSummary } from "#lib/usage/types.ts";

/** People who are named one by one; the others stand together. */
const NAMED = 12;

type Words = {
  t: Awaited<ReturnType<typeof getTranslations<"usage">>>;
  kinds: Awaited<ReturnType<typeof getTranslations<"kinds">>>;
  families: Awaited<ReturnType<typeof getTranslations<"filters.types">>>;
  format: Awaited<ReturnType<typeof getFormatter>>;
};

const byBytes = (a: ShareRow, b: ShareRow) => b.bytes - a.bytes || b.objects - a.objects;

/** What each kind takes, the largest first. */
export function kindShares(summary: UsageSummary, { kinds }: Words): ShareRow[] {
  return summary.kinds
    .map(({ kind, bytes, objects }) => ({
      key: kind,
      name: kinds(kind),
      href: `/documents?kind=${kind}&sort=-size`,
      bytes,
      objects,
    }))
    .sort(byBytes);
}

/** What each type takes, the largest first. */
export function typeShares(figures: ReportFigures, { families }: Words): ShareRow[] {
  return figures.families.map(({ family, bytes, objects }) => ({
    key: family,
    name: families(family),
    href: `/documents?type=${family}&sort=-size`,
    bytes,
    objects,
  }));
}

/** What each person has uploaded, whoever uploaded most first. */
export function personShares(
  figures: ReportFigures,
  names: ReadonlyMap<string, string>,
  { t }: Words,
): ShareRow[] {
  const row = ({ userId, bytes, objects }: ReportFigures["people"][number]) => ({
    key: userId,
    name: names.get(userId) ?? t("nobodyKnown"),
    href: `/documents?by=${userId}&sort=-size`,
    bytes,
    objects,
  });
  const more = figures.people.slice(NAMED);
  const people = more.length + figures.otherPeople.people;
  if (people === 0) return figures.people.map(row);
  const sum = (name: "bytes" | "objects") =>
    more.reduce((total, each) => total + each[name], figures.otherPeople[name]);
  const others = { key: "others", name: t("otherPeople", { people }), href: null };
  return [
    ...figures.people.slice(0, NAMED).map(row),
    { ...others, bytes: sum("bytes"), objects: sum("objects") },
  ];
}

function ageHref({ from, to }: AgeBand): string {
  const days = [from && `from=${from}`, to && `to=${to}`].filter(Boolean);
  return `/documents?${[...days, "sort=-size"].join("&")}`;
}

/** What was uploaded how long ago, youngest first. */
export function ageShares(figures: ReportFigures, { t }: Words): ShareRow[] {
  return figures.ages.map((band, at) => ({
    key: String(at),
    name: t(`ages.${at as 0 | 1 | 2 | 3 | 4}`),
    href: ageHref(band),
    bytes: band.bytes,
    objects: band.objects,
  }));
}
