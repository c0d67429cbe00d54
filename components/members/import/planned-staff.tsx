"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PlannedSection } from "#components/csv-import/planned-section.tsx";
import type { PlannedStaff } from "#lib/members/import/types.ts";

const SORTS = ["error", "other_role", "invite", "invited", "here"] as const;

/** What would become of each row, by sort: what is wrong first. */
export function PlannedRows({ rows }: { rows: readonly PlannedStaff[] }) {
  const t = useTranslations("staffImport");
  const words = { row: (row: number) => t("row", { row }), more: (count: number) => t("more", { count }) };
  return SORTS.map((sort) => {
    const own = rows.filter(({ is }) => is === sort);
    const title = t(`sorts.${sort}`, { count: own.length });
    return (
      <PlannedSection key={sort} id={`staff-${sort}`} title={title} rows={own} words={words}>
        {(row) => (
          <>
            <span className="font-medium">{row.name || t("nameless")}</span>{" "}
            <span className="text-small text-ink-2">{row.email}</span>
            <What row={row} />
          </>
        )}
      </PlannedSection>
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
