import { getTranslations } from "next-intl/server";
import type { ShareRow } from "#components/usage/share-table.tsx";
import type { Division } from "#components/usage/usage-query.ts";
import { KINDS } from "#lib/documents/constants.ts";
import type { AgeBand, ReportFigures } from "#lib/storage-report/types.ts";
import type { UsageReport } from "#lib/usage/types.ts";

/** What the product makes of the files, and what it does besides. */
const MADE = ["restricted", "thumbnail", "profile", "public", "other"] as const;

/** People who are named one by one; the others stand together. */
const NAMED = 12;

type Words = {
  t: Awaited<ReturnType<typeof getTranslations<"usage">>>;
  kinds: Awaited<ReturnType<typeof getTranslations<"kinds">>>;
  families: Awaited<ReturnType<typeof getTranslations<"filters.types">>>;
};

/** What the rows are called. */
export async function shareWords(): Promise<Words> {
  const [t, kinds, families] = await Promise.all([
    getTranslations("usage"),
    getTranslations("kinds"),
    getTranslations("filters.types"),
  ]);
  return { t, kinds, families };
}

const byBytes = (a: ShareRow, b: ShareRow) => b.bytes - a.bytes || (b.objects ?? 0) - (a.objects ?? 0);

/** What each kind takes, the largest first; what the product makes of the files stands among them. */
function kindShares({ groups }: UsageReport, { t, kinds }: Words): ShareRow[] {
  const rows = groups.flatMap(({ key, bytes, objects, storedBytes, cost }): ShareRow[] => {
    const kind = KINDS.find((each) => each === key);
    const usd = cost?.total ?? 0;
    if (kind !== undefined) {
      const href = `/documents?kind=${kind}&sort=-size`;
      return [{ key, name: kinds(kind), href, bytes: bytes ?? 0, objects: objects ?? 0, cost: usd }];
    }
    const made = MADE.find((each) => each === key);
    if (made === undefined || ((storedBytes ?? 0) === 0 && usd === 0)) return [];
    return [{ key, name: t(`made.${made}`), href: null, bytes: storedBytes ?? 0, objects: null, cost: usd }];
  });
  const missing = KINDS.filter((kind) => groups.every(({ key }) => key !== kind));
  const none = { href: null, bytes: 0, objects: 0, cost: 0 };
  return [...rows, ...missing.map((kind) => ({ ...none, key: kind, name: kinds(kind) }))].sort(byBytes);
}

/** What each school takes, the largest first. Their files are nobody else's business, so none leads there. */
function schoolShares({ groups }: UsageReport, { t }: Words): ShareRow[] {
  return groups
    .map(({ key, name, objects, storedBytes, cost }) => ({
      key,
      name: name ?? t("noSchool"),
      href: null,
      bytes: storedBytes ?? 0,
      objects,
      cost: cost?.total ?? 0,
    }))
    .sort(byBytes);
}

/** What each type takes, the largest first. */
function typeShares(figures: ReportFigures, { families }: Words): ShareRow[] {
  return figures.families.map(({ family, bytes, objects }) => ({
    key: family,
    name: families(family),
    href: `/documents?type=${family}&sort=-size`,
    bytes,
    objects,
  }));
}

/** What each person has uploaded, whoever uploaded most first; beyond `named` they stand together. */
function personShares(
  figures: ReportFigures,
  names: ReadonlyMap<string, string>,
  { t }: Words,
  named = NAMED,
): ShareRow[] {
  const row = ({ userId, bytes, objects }: ReportFigures["people"][number]) => ({
    key: userId,
    name: names.get(userId) ?? t("nobodyKnown"),
    href: `/documents?by=${userId}&sort=-size`,
    bytes,
    objects,
  });
  const more = figures.people.slice(named);
  const people = more.length + figures.otherPeople.people;
  if (people === 0) return figures.people.map(row);
  const sum = (name: "bytes" | "objects") =>
    more.reduce((total, each) => total + each[name], figures.otherPeople[name]);
  const others = { key: "others", name: t("otherPeople", { people }), href: null };
  return [
    ...figures.people.slice(0, named).map(row),
    { ...others, bytes: sum("bytes"), objects: sum("objects") },
  ];
}

function ageHref({ from, to }: AgeBand): string {
  const days = [from && `from=${from}`, to && `to=${to}`].filter(Boolean);
  return `/documents?${[...days, "sort=-size"].join("&")}`;
}

/** What was uploaded how long ago, youngest first. */
function ageShares(figures: ReportFigures, { t }: Words): ShareRow[] {
  return figures.ages.map((band, at) => ({
    key: String(at),
    name: t(`ages.${at as 0 | 1 | 2 | 3 | 4}`),
    href: ageHref(band),
    bytes: band.bytes,
    objects: band.objects,
  }));
}

/** What each record class takes, the largest first. */
function classShares(figures: ReportFigures, names: ReadonlyMap<string, string>, { t }: Words) {
  const rows = figures.classes?.map(({ recordClassId: id, bytes, objects }): ShareRow => {
    const name = id === null ? t("noClass") : (names.get(id) ?? t("noClass"));
    return { key: id ?? "none", name, href: id && `/documents?class=${id}&sort=-size`, bytes, objects };
  });
  return rows ?? null;
}

/** What is about the students of each class or year group, the largest first. */
function groupShares(figures: ReportFigures, { t }: Words) {
  const rows = figures.groups?.map(({ of, group, bytes, objects }): ShareRow => {
    if (of !== "group") return { key: `${of} `, name: t(`groups.${of}`), href: null, bytes, objects };
    const href = `/students?group=${encodeURIComponent(group)}&status=all`;
    return { key: group, name: group, href, bytes, objects };
  });
  return rows ?? null;
}

/** The rows of a division; null where a large school has not been gone through yet. */
export function sharesOf(
  by: Division,
  of: { report: UsageReport; figures: ReportFigures | null; names: ReadonlyMap<string, string> },
  words: Words,
  named?: number,
): ShareRow[] | null {
  const { report, figures, names } = of;
  if (by === "kind") return kindShares(report, words);
  if (by === "school") return schoolShares(report, words);
  if (figures === null) return null;
  if (by === "class") return classShares(figures, names, words);
  if (by === "group") return groupShares(figures, words);
  if (by === "person") return personShares(figures, names, words, named);
  return by === "type" ? typeShares(figures, words) : ageShares(figures, words);
}
