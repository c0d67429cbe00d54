"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { PlannedStaff } from "#lib/members/import/types.ts";

/** Rows of one sort that are drawn; the others are counted. */
const SHOWN = 100;
const SORTS = ["error", "other_role", "invite", "invited", "here"] as const;

/** What would become of each row, by sort: what is wrong first. */
export function PlannedRows({ rows }: { rows: readonly PlannedStaff[] }) {
  const t = useTranslations("staffImport");
  return SORTS.map((sort) => {
    const own = rows.filter(({ is }) => is === sort);
    if (own.length === 0) return null;
    return (
      <section key={sort} aria-labelledby={`staff-${sort}`}>
        <h2 id={`staff-${sort}`} className="border-b border-line pb-2 font-semibold">
          {t(`sorts.${sort}`, { count: own.length })}
        </h2>
        <ul>
          {own.slice(0, SHOWN).map((row) => (
            <li key={row.row} className="flex gap-3 border-b border-line py-2">
              <span className="w-16 shrink-0 text-small text-ink-3 tnum">{t("row", { row: row.row })}</span>
              <span className="min-w-0 flex-1 wrap-anywhere">
                <span className="font-medium">{row.name || t("nameless")}</span>{" "}
                <span className="text-small text-ink-2">{row.email}</span>
                <What row={row} />
              </span>
            </li>
          ))}
          {own.length > SHOWN && (
            <li className="py-2 text-ink-2">{t("more", { count: own.length - SHOWN })}</li>
          )}
        </ul>
      </section>
    );
  });
}

function What({ row }: { row: PlannedStaff }): ReactNode {
  const t = useTranslations("staffImport");
  const roles = useTranslations("roles");
  if (row.is === "error") {
    return row.problems.map(({ field, problem }) => (
      <span key={field} className="block text-small text-loss">
        {field !== null && `${t(`fields.${field}`)}: `}
        {t(`problems.${problem}`)}
      </span>
    ));
  }
  const words =
    row.is === "other_role"
      ? t("otherRole", { has: roles(row.has), asked: roles(row.asked) })
      : row.is === "invite" && t(row.restricted ? "asRestricted" : "as", { role: roles(row.role) });
  return words && <span className="block text-small text-ink-2">{words}</span>;
}
