import { ChoiceLinks } from "#components/usage/choice-links.tsx";
import { SectionHead } from "#components/usage/section-head.tsx";
import { ShareTable } from "#components/usage/share-table.tsx";
import { sharesOf, shareWords } from "#components/usage/shares.ts";
import { type Division, type UsageQuery, usageHref } from "#components/usage/usage-query.ts";
import type { ReportFigures } from "#lib/storage-report/types.ts";
import type { UsageReport } from "#lib/usage/types.ts";

type Props = {
  query: UsageQuery;
  divisions: readonly Division[];
  /** By school where that is asked for, otherwise by kind. */
  report: UsageReport;
  /** Null until a large school has been gone through. */
  figures: ReportFigures | null;
  names: ReadonlyMap<string, string>;
};

/** Who fills the bucket, by kind, type, record class, class, person, age or school. */
export async function Breakdown({ query, divisions, report, figures, names }: Props) {
  const words = await shareWords();
  const { t } = words;
  const { by } = query;
  const rows = sharesOf(by, { report, figures, names }, words);
  const rangeCost = query.range === null ? t("costOfDays") : t(`costIn.${query.range}`);
  return (
    <section aria-labelledby="usage-by" className="mt-10">
      <SectionHead
        id="usage-by"
        title={t("whoFills")}
        csv={
          rows === null
            ? undefined
            : { href: usageHref(query, "/usage/export", { table: "shares" }), name: t("csvShares") }
        }
      >
        <ChoiceLinks
          label={t("groupBy")}
          choices={divisions.map((division) => ({
            key: division,
            label: t(`by.${division}`),
            href: usageHref({ ...query, by: division }),
            isChosen: division === by,
          }))}
        />
      </SectionHead>
      {rows === null ? (
        <p className="border-t border-line py-6 text-ink-2">{t("notMeasured")}</p>
      ) : (
        <ShareTable
          id="usage-by"
          heading={t(`by.${by}`)}
          rows={rows}
          total={rows.reduce((sum, { bytes }) => sum + bytes, 0)}
          costHeading={by === "kind" || by === "school" ? rangeCost : null}
        />
      )}
    </section>
  );
}
