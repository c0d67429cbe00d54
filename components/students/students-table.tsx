"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { FROM } from "#components/list/table.tsx";

const HEAD = "px-2 text-left text-caption font-medium text-ink-3";

/** The frame of the list: a table, of which phones have the names and what stands below them. */
export function StudentsTable(props: {
  /** Whether there is a column of what is missing. */
  checked: boolean;
  children: ReactNode;
}) {
  const { checked, children } = props;
  const t = useTranslations("students");
  return (
    <table
      aria-label={t("title")}
      className="w-full table-fixed border-separate border-spacing-0 [&_td]:border-b [&_td]:border-line"
    >
      <thead className="max-md:hidden">
        <tr className="h-9 [&>th]:border-b [&>th]:border-line">
          <th scope="col" className={HEAD} aria-sort="ascending">
            {t("fields.familyName")}, {t("fields.givenName").toLocaleLowerCase()}
          </th>
          <th scope="col" className={`${HEAD} w-32 ${FROM.sm}`}>
            {t("group")}
          </th>
          <th scope="col" className={`${HEAD} w-32 ${FROM.sm}`}>
            {t("fields.externalId")}
          </th>
          {checked && (
            <th scope="col" className={`${HEAD} w-24 ${FROM.sm}`}>
              {t("missing")}
            </th>
          )}
          <th scope="col" className={`${HEAD} w-36 ${FROM.lg}`}>
            {t("fields.dateOfBirth")}
          </th>
          <th scope="col" className={`${HEAD} w-36 ${FROM.lg}`}>
            {t("fields.enrolledOn")}
          </th>
          <th scope="col" className={`${HEAD} w-20 pointer-coarse:w-25`}>
            <span className="sr-only">{t("actions")}</span>
          </th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
