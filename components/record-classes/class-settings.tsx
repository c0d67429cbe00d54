"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useRef, useState } from "react";
import { ClassRow } from "#components/record-classes/class-row.tsx";
import { RestrictClass } from "#components/record-classes/restrict-class.tsx";
import { useClasses } from "#components/record-classes/use-classes.ts";
import { Button } from "#components/ui/button.tsx";
import { CONTROL } from "#components/ui/field.tsx";
import { MAX_CLASS_NAME } from "#lib/record-classes/constants.ts";
import type { CountedClass } from "#lib/record-classes/types.ts";

/** The record classes of a school, in the order in which they are offered, and those that are not any more. */
export function ClassSettings({ first }: { first: readonly CountedClass[] }) {
  const t = useTranslations("recordClasses");
  const { classes, pending, show, add, rename, move, archive } = useClasses(first);
  const [name, setName] = useState("");
  const [asking, setAsking] = useState<CountedClass | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const offered = classes.filter(({ archived }) => !archived);
  const archived = classes.filter((one) => one.archived);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const given = name.trim();
    if (given === "" || pending) return field.current?.focus();
    add(given, () => setName(""));
  };
  const row = (one: CountedClass, at: number, among: readonly CountedClass[]) => (
    <ClassRow
      key={one.id}
      item={one}
      first={at === 0}
      last={at === among.length - 1}
      onRename={(given) => rename(one, given)}
      onMove={(by) => move(one.id, by)}
      onArchive={() => archive(one, !one.archived)}
      onRestrict={() => setAsking(one)}
    />
  );
  return (
    <div aria-busy={pending} className="flex max-w-2xl flex-col gap-6 py-3">
      <ol aria-label={t("offered")} className="divide-y divide-line border-y border-line">
        {offered.map(row)}
      </ol>
      <form onSubmit={onSubmit} className="flex flex-col gap-1">
        <label htmlFor={id} className="font-medium">
          {t("new")}
        </label>
        <div className="flex flex-wrap gap-2">
          <span className="min-w-0 flex-1 basis-60">
            <input
              ref={field}
              id={id}
              value={name}
              onChange={(event) => setName(event.target.value)}
              maxLength={MAX_CLASS_NAME}
              autoComplete="off"
              enterKeyHint="done"
              className={CONTROL}
            />
          </span>
          <Button type="submit">{t("add")}</Button>
        </div>
      </form>
      {archived.length > 0 && (
        <section className="flex flex-col gap-2">
          <h2 className="font-semibold">{t("archived")}</h2>
          <p className="text-small text-ink-3">{t("archivedHint")}</p>
          <ul aria-label={t("archived")} className="divide-y divide-line border-y border-line">
            {archived.map(row)}
          </ul>
        </section>
      )}
      {asking !== null && <RestrictClass item={asking} onDone={show} onClose={() => setAsking(null)} />}
    </div>
  );
}
