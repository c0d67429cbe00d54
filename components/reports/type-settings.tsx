"use client";
import { Archive, ArchiveRestore, Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useRef, useState } from "react";
import { ClassName } from "#components/record-classes/class-name.tsx";
import { useTypes } from "#components/reports/use-types.ts";
import { Button } from "#components/ui/button.tsx";
import { CONTROL } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { BUILT_IN_TYPES, MAX_TYPE_NAME } from "#lib/reports/constants.ts";
import type { OwnReportType } from "#lib/reports/types.ts";

const LIST = "divide-y divide-line border-y border-line";

/** The types of report that a school has: those of every school, its own, and those that are not offered any more. */
export function TypeSettings({ first }: { first: readonly OwnReportType[] }) {
  const t = useTranslations("reports");
  const { types, pending, add, rename, archive } = useTypes(first);
  const [name, setName] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const given = name.trim();
    if (given === "" || pending) return field.current?.focus();
    add(given, () => setName(""));
  };
  const row = (type: OwnReportType) => (
    <TypeRow
      key={type.slug}
      type={type}
      onRename={(given) => rename(type, given)}
      onArchive={() => archive(type, !type.archived)}
    />
  );
  const archived = types.filter((type) => type.archived);
  return (
    <div aria-busy={pending} className="flex max-w-2xl flex-col gap-6 py-3">
      <ul aria-label={t("settings.title")} className={LIST}>
        {BUILT_IN_TYPES.map((slug) => (
          <li key={slug} className="flex min-h-11 items-center gap-2 py-1">
            <span className="min-w-0 flex-1">{t(`types.${slug}`)}</span>
            <span className="text-small text-ink-3">{t("settings.always")}</span>
          </li>
        ))}
        {types.filter((type) => !type.archived).map(row)}
      </ul>
      <form onSubmit={onSubmit} className="flex flex-col gap-1">
        <label htmlFor={id} className="font-medium">
          {t("settings.new")}
        </label>
        <div className="flex flex-wrap gap-2">
          <span className="min-w-0 flex-1 basis-60">
            <input
              ref={field}
              id={id}
              value={name}
              onChange={(event) => setName(event.target.value)}
              maxLength={MAX_TYPE_NAME}
              autoComplete="off"
              enterKeyHint="done"
              className={CONTROL}
            />
          </span>
          <Button type="submit">{t("settings.add")}</Button>
        </div>
      </form>
      {archived.length > 0 && (
        <section className="flex flex-col gap-2">
          <h3 className="font-semibold">{t("settings.archived")}</h3>
          <p className="text-small text-ink-3">{t("settings.archivedHint")}</p>
          <ul aria-label={t("settings.archived")} className={LIST}>
            {archived.map(row)}
          </ul>
        </section>
      )}
    </div>
  );
}

function TypeRow(props: { type: OwnReportType; onRename: (name: string) => void; onArchive: () => void }) {
  const { type, onRename, onArchive } = props;
  const { name, slug, archived } = type;
  const t = useTranslations("reports.settings");
  const [naming, setNaming] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  return (
    <li className="flex flex-wrap items-center gap-x-2 py-1">
      {naming ? (
        <ClassName
          name={name}
          onEnd={(given, back) => {
            setNaming(false);
            if (given !== null) onRename(given);
            if (back) pencil.current?.focus();
          }}
        />
      ) : (
        <span className="min-w-0 flex-1 wrap-anywhere" title={t("slug", { slug })}>
          {name}
        </span>
      )}
      <span className="ml-auto flex">
        <IconButton ref={pencil} label={t("rename", { name })} onClick={() => setNaming(true)}>
          <Pencil aria-hidden className="size-4" />
        </IconButton>
        <IconButton label={t(archived ? "offer" : "archive", { name })} onClick={onArchive}>
          {archived ? (
            <ArchiveRestore aria-hidden className="size-4" />
          ) : (
            <Archive aria-hidden className="size-4" />
          )}
        </IconButton>
      </span>
    </li>
  );
}
