"use client";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { formatBytes } from "#components/format/bytes.ts";
import { QuotaDialog } from "#components/quota/quota-dialog.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { roomOf, warningAt } from "#lib/quota/room.ts";
import type { SchoolQuota } from "#lib/quota/types.ts";

const CELL = "px-2 py-2 text-right text-ink-2 tnum whitespace-nowrap";

/** Every school with what it takes and what it may take. */
export function SchoolQuotas({ schools }: { schools: readonly SchoolQuota[] }) {
  const t = useTranslations("quota");
  const locale = useLocale();
  const [chosen, setChosen] = useState<SchoolQuota | null>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <table className="w-full border-collapse">
        <thead>
          <tr className="h-9 border-b border-line text-caption text-ink-3">
            <th scope="col" className="text-left font-medium">
              {t("school")}
            </th>
            <th scope="col" className="px-2 text-right font-medium">
              {t("used")}
            </th>
            <th scope="col" className="px-2 text-right font-medium">
              {t("limit")}
            </th>
            <th scope="col">
              <span className="sr-only">{t("change")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {schools.map((school) => (
            <tr key={school.id} className="border-b border-line">
              <th scope="row" className="py-2 text-left font-normal [overflow-wrap:anywhere]">
                {school.name} <Warned school={school} />
                <span className="block text-small text-ink-3">{school.slug}</span>
              </th>
              <td className={CELL}>{formatBytes(school.stored + school.trash + school.pending, locale)}</td>
              <td className={CELL}>
                {school.quota === null ? t("none") : formatBytes(school.quota, locale)}
              </td>
              <td className="py-2 text-right">
                <Button
                  aria-label={t("changeOf", { school: school.name })}
                  onClick={() => {
                    setChosen(school);
                    setOpen(true);
                  }}
                >
                  {t("change")}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {chosen !== null && (
        <QuotaDialog
          key={chosen.id}
          school={chosen}
          open={open}
          onClose={() => setOpen(false)}
          onClosed={() => setChosen(null)}
        />
      )}
    </>
  );
}

function Warned({ school }: { school: SchoolQuota }) {
  const locale = useLocale();
  const { quota } = school;
  if (quota === null) return null;
  const { used } = roomOf(quota, school);
  if (warningAt(quota, used) === null) return null;
  const share = quota === 0 ? 1 : used / quota;
  const percent = new Intl.NumberFormat(locale, { style: "percent" }).format(Math.floor(share * 100) / 100);
  return <Badge tone="wait">{percent}</Badge>;
}
