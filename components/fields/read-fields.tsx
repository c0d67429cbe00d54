"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Description } from "#lib/documents/types.ts";

/** What is said of a document, for those who may not change it: what is not said takes no room. */
export function ReadFields({ description }: { description: Description }) {
  const t = useTranslations("fields");
  const { recordClass, year, tags, notes } = description;
  if (recordClass === null && year === null && tags.length === 0 && notes === null) return null;
  return (
    <dl className="grid grid-cols-[minmax(5.5rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-2.5 text-small [overflow-wrap:anywhere]">
      {recordClass !== null && <Fact name={t("recordClass")}>{recordClass.name}</Fact>}
      {year !== null && <Fact name={t("year")}>{year}</Fact>}
      {tags.length > 0 && (
        <Fact name={t("tags")}>
          <ul className="flex flex-wrap gap-1">
            {tags.map(({ id, name }) => (
              <li key={id} className="rounded-sm bg-sunken px-2 py-0.5">
                {name}
              </li>
            ))}
          </ul>
        </Fact>
      )}
      {notes !== null && (
        <Fact name={t("notes")}>
          <span className="whitespace-pre-wrap">{notes}</span>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
