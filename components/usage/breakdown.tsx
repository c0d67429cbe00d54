import { getFormatter, getTranslations } from "next-intl/server";
import { ChoiceLinks } from "#components/usage/choice-links.tsx";
import { ShareTable } from "#components/usage/share-table.tsx";
import { ageShares, kindShares, personShares, typeShares } from "#components/usage/shares.ts";
import { type Grouping, type UsageQuery, usageHref } from "#components/usage/usage-query.ts";
import type { ReportFigures } from "#lib/storage-report/types.ts";
import type { UsageSummary } from "#lib/usage/types.ts";

type Props = {
  query: UsageQuery;
  groupings: readonly Grouping[];
  summary: UsageSummary;
  /** Null until a large school has been gone through. */
  figures: ReportFigures | null;
  names: ReadonlyMap<string, string>;
};

/** Who fills the school's part of the bucket, by kind, type, person or age. */
export async function Breakdown({ query, groupings, summary, figures, names }: Props) {
  const [t, kinds, families, format] = await Promise.all([
    getTranslations("usage"),
    getTranslations("kinds"),
    getTranslations("filters.types"),
    getFormatter(),
  ]);
  const words = { t, kinds, families, format };
  const { by } = query;
  const rowsOf = {
    kind: () => kindShares(summary, words),
    type: () => figures && typeShares(figures, words),
    person: () => figures && personShares(figures, names, words),
    age: () => figures && ageShares(figures, words),
  };
  const rows = rowsOf[by]();
  return (
    <section aria-labelledby="usage-by" className="mt-10">
      <div className="mb-2 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 id="usage-by" className="mr-auto text-body font-semibold">
          {t("whoFills")}
        </h2>
        <ChoiceLinks
          label={t("groupBy")}
          choices={groupings.map((grouping) => ({
            key: grouping,
            label: t(`by.${grouping}`),
            href: usageHref({ ...query, by: grouping }),
            isChosen: grouping === by,
          }))}
        />
      </div>
      {rows === null ? (
        <p className="border-t border-line py-6 text-ink-2">{t("notMeasured")}</p>
      ) : (
        <ShareTable
          id="usage-by"
          heading={t(`by.${by}`)}
          rows={rows}
          total={rows.reduce((sum, { bytes }) => sum + bytes, 0)}
        />
      )}
    </section>
  );
}
