"use client";
import { useTranslations } from "next-intl";

/** Of which classes or year groups something is asked: of everyone where none is ticked. */
export function GroupChoice(props: {
  /** All there are, with those that are chosen and that nobody is in any more. */
  groups: readonly string[];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}) {
  const { groups, chosen, onChange } = props;
  const t = useTranslations("checklist");
  return (
    <fieldset className="min-w-0">
      <legend className="font-medium">{t("groups")}</legend>
      <p className="mb-1 text-small text-ink-3">{t("groupsHint")}</p>
      <div className="grid max-h-48 grid-cols-[repeat(auto-fill,minmax(7rem,1fr))] gap-x-2 overflow-y-auto">
        {groups.map((group) => (
          <label
            key={group}
            className="flex min-h-9 min-w-0 cursor-pointer items-center gap-2 pointer-coarse:min-h-11"
          >
            <input
              type="checkbox"
              checked={chosen.includes(group)}
              onChange={(event) =>
                onChange(event.target.checked ? [...chosen, group] : chosen.filter((one) => one !== group))
              }
              className="shrink-0"
            />
            <span className="min-w-0 truncate" title={group}>
              {group}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
