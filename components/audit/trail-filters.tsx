import { X } from "lucide-react";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { isNarrowed, type TrailQuery, trailHref } from "#components/audit/trail-query.ts";
import { actionChoices } from "#components/audit/trail-words.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { CONTROL } from "#components/ui/field.tsx";

type Props = {
  query: TrailQuery;
  people: readonly { id: string; name: string }[];
  /** What the file and the student of the address are called; null where they are gone. */
  names: { document: string | null; student: string | null };
  today: string;
};

const FIELD = "flex min-w-0 flex-col gap-1 text-small text-ink-2";

/** What the trail is narrowed to beside the form: a link that takes it away. */
function Chip({ name, label, href }: { name: string; label: string; href: string }) {
  return (
    <Link
      href={href}
      prefetch={false}
      aria-label={label}
      className="inline-flex min-h-8 max-w-full items-center gap-1.5 rounded-full bg-accent-soft px-3 text-small font-medium text-accent hover:underline pointer-coarse:min-h-11"
    >
      <span className="truncate">{name}</span>
      <X aria-hidden className="size-3.5 shrink-0" />
    </Link>
  );
}

/** Narrows the trail by person, action and days; files and students come from links. Needs no script. */
export async function TrailFilters({ query, people, names, today }: Props) {
  const [t, locale] = await Promise.all([getTranslations("audit"), getLocale()]);
  const { file, student, person, action, refused, from, to } = query;
  const chips = [
    ...(file === "" ? [] : [{ key: "file", name: t("file", { name: names.document ?? t("gone") }) }]),
    ...(student === ""
      ? []
      : [{ key: "student", name: t("aStudent", { name: names.student ?? t("gone") }) }]),
  ];
  return (
    <>
      <form
        action="/audit"
        // A new address is a new form: what was chosen is what the address says.
        key={trailHref(query)}
        aria-label={t("filters")}
        className="mb-3 grid grid-cols-2 items-end gap-3 lg:grid-cols-[repeat(4,minmax(0,1fr))_auto] print:hidden"
      >
        {file !== "" && <input type="hidden" name="file" value={file} />}
        {student !== "" && <input type="hidden" name="student" value={student} />}
        <label className={FIELD}>
          {t("person")}
          <select name="person" defaultValue={person} className={CONTROL}>
            <option value="">{t("everybody")}</option>
            {people.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label className={FIELD}>
          {t("action")}
          <select name="action" defaultValue={action} className={CONTROL}>
            <option value="">{t("everything")}</option>
            {actionChoices(t, locale).map(({ group, name, actions }) => (
              <optgroup key={group} label={name}>
                <option value={group}>{t("all", { group: name })}</option>
                {actions.map((each) => (
                  <option key={each.action} value={each.action}>
                    {each.name}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </label>
        {(["from", "to"] as const).map((name) => (
          <label key={name} className={FIELD}>
            {t(name)}
            <input
              type="date"
              name={name}
              max={today}
              defaultValue={name === "from" ? from : to}
              className={CONTROL}
            />
          </label>
        ))}
        <button type="submit" className={`${buttonClass("secondary")} max-lg:col-span-2 max-lg:row-start-4`}>
          {t("show")}
        </button>
        <label className="col-span-2 flex min-h-9 items-center gap-2 lg:col-span-full pointer-coarse:min-h-11">
          <input type="checkbox" name="refused" value="1" defaultChecked={refused} className="shrink-0" />
          {t("refused")}
        </label>
      </form>
      {isNarrowed(query) && (
        <div className="mb-4 flex flex-wrap items-center gap-2 print:hidden">
          {chips.map(({ key, name }) => (
            <Chip
              key={key}
              name={name}
              label={t("without", { name })}
              href={trailHref({ ...query, [key]: "" })}
            />
          ))}
          <Link href="/audit" prefetch={false} className={`${buttonClass("quiet")} -ml-1`}>
            {t("clear")}
          </Link>
        </div>
      )}
    </>
  );
}
