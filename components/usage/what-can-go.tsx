import Link from "next/link";
import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { formatBytes } from "#components/format/bytes.ts";
import { MeasureNow } from "#components/usage/measure-now.tsx";
import { TRASH_DAYS } from "#lib/documents/constants.ts";
import { UNOPENED_DAYS } from "#lib/storage-report/constants.ts";
import type { ReportState, Sum } from "#lib/storage-report/types.ts";

type Props = {
  state: ReportState;
  trash: Sum;
  /** Old versions. */
  versions: Sum;
  unfinished: Sum;
  largest: Sum;
  /** Whether the report is made anew on demand; a small school's is of this moment. */
  canMeasure: boolean;
  /** USD that a byte kept for a month costs. */
  usdPerByte: number;
};

/** What could be deleted, how much that would free, and where it is. */
export async function WhatCanGo({
  state,
  trash,
  versions,
  unfinished,
  largest,
  canMeasure,
  usdPerByte,
}: Props) {
  const [t, format, locale] = await Promise.all([getTranslations("usage"), getFormatter(), getLocale()]);
  const { report, isMeasuring } = state;
  const time = (at: string) => format.dateTime(new Date(at), { dateStyle: "medium", timeStyle: "short" });
  const figures = report?.figures;
  const findings: (Finding | null)[] = [
    figures
      ? {
          name: t("unopened"),
          sum: figures.unopened,
          note: t("unopenedNote", { objects: figures.unopened.objects, days: UNOPENED_DAYS }),
          href: "/usage/unopened",
        }
      : null,
    figures
      ? {
          name: t("copies"),
          sum: figures.copies,
          note: t("copiesNote", { objects: figures.copies.objects }),
          href: "/usage/copies",
        }
      : null,
    {
      name: t("inTrash"),
      sum: trash,
      note: t("trashNote", { objects: trash.objects, days: TRASH_DAYS }),
      href: "/trash",
    },
    {
      name: t("oldVersions"),
      sum: versions,
      note: t("oldVersionsNote", { objects: versions.objects }),
      href: "/usage/versions",
    },
    {
      name: t("unfinished"),
      sum: unfinished,
      note: t("unfinishedNote", { objects: unfinished.objects }),
      href: null,
    },
    {
      name: t("largest"),
      sum: largest,
      note: t("largestNote", { objects: largest.objects }),
      href: "/documents?sort=-size",
    },
  ];
  const monthly = (bytes: number) => {
    const usd = bytes * usdPerByte;
    const least = usd > 0 && usd < 0.01;
    const text = format.number(least ? 0.01 : usd, { style: "currency", currency: "USD" });
    return t("aMonth", { amount: least ? `< ${text}` : text });
  };
  return (
    <section aria-labelledby="usage-go" className="mt-10">
      <div className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-2">
        <h2 id="usage-go" className="mr-auto text-body font-semibold">
          {t("whatCanGo")}
        </h2>
        {canMeasure && (
          <MeasureNow
            isMeasuring={isMeasuring}
            words={{ measure: t("measureNow"), measuring: t("measuring"), late: t("measuringLate") }}
          />
        )}
      </div>
      <p className="mb-2 max-w-prose text-small text-ink-3 text-pretty">{t("whatCanGoHint")}</p>
      <ul className="border-t border-line">
        {findings.map(
          (finding) =>
            finding && (
              <FindingRow
                key={finding.name}
                {...finding}
                size={formatBytes(finding.sum.bytes, locale)}
                saving={finding.sum.bytes === 0 ? null : monthly(finding.sum.bytes)}
                free={t("wouldFree")}
              />
            ),
        )}
      </ul>
      {canMeasure && (
        <p className="mt-2 text-small text-ink-3 tnum">
          {report ? t("wentThrough", { time: time(report.measuredAt) }) : t("notMeasured")}
        </p>
      )}
    </section>
  );
}

type Finding = { name: string; sum: Sum; note: string; href: string | null };

function FindingRow(props: Finding & { size: string; saving: string | null; free: string }) {
  const { name, sum, note, href, size, saving, free } = props;
  const isLink = href !== null && sum.objects > 0;
  return (
    <li className="relative flex min-h-14 items-center gap-4 border-b border-line py-2">
      <div className="min-w-0 flex-1">
        <p className="font-medium">{isLink ? <RowLink href={href}>{name}</RowLink> : name}</p>
        <p className="text-small text-ink-2 text-pretty">{note}</p>
      </div>
      <p className="shrink-0 text-right tnum">
        <span className="sr-only">{free}: </span>
        <span className={sum.bytes === 0 ? "text-ink-3" : "font-medium"}>{size}</span>
        {saving !== null && <span className="block text-small text-ink-3">{saving}</span>}
      </p>
    </li>
  );
}

/** A link that takes the whole row. */
function RowLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      className="underline decoration-line underline-offset-4 outline-none after:absolute after:inset-0 hover:decoration-ink-3 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
    >
      {children}
    </Link>
  );
}
