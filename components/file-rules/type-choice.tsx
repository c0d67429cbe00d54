"use client";
import { useTranslations } from "next-intl";
import { typeShortName } from "#components/files/type-name.ts";
import { typeFamily } from "#lib/documents/family.ts";

const GROUPS = ["papers", "image", "audio", "video"] as const;

function groupOf(type: string): (typeof GROUPS)[number] {
  const family = typeFamily(type);
  return family === "image" || family === "audio" || family === "video" ? family : "papers";
}

/** Content types to tick, by what they are; with the name endings by which people know them. */
export function TypeChoice(props: {
  /** All there are, with their endings. */
  types: Readonly<Record<string, readonly string[]>>;
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}) {
  const { types, chosen, onChange } = props;
  const t = useTranslations("fileRules");
  const toggle = (type: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(type);
    else next.delete(type);
    onChange(next);
  };
  return GROUPS.map((group) => {
    const own = Object.entries(types).filter(([type]) => groupOf(type) === group);
    if (own.length === 0) return null;
    return (
      <fieldset key={group}>
        <legend className="mb-1 text-small text-ink-2">{t(`groups.${group}`)}</legend>
        <div className="grid grid-cols-[repeat(auto-fill,minmax(8rem,1fr))] gap-x-2">
          {own.map(([type, endings]) => (
            <label
              key={type}
              className="flex min-h-8 min-w-0 cursor-pointer items-center gap-2 pointer-coarse:min-h-11"
            >
              <input
                type="checkbox"
                checked={chosen.has(type)}
                onChange={(event) => toggle(type, event.target.checked)}
                className="shrink-0"
              />
              <span>{typeShortName(type)}</span>{" "}
              <span className="truncate text-caption text-ink-3">{endings.join(" ")}</span>
            </label>
          ))}
        </div>
      </fieldset>
    );
  });
}
