"use client";
import { useTranslations } from "next-intl";
import { useFilterChoices } from "#components/documents/use-filter-choices.ts";
import type { ManyField } from "#components/fields/saying.ts";
import { TagInput } from "#components/fields/tag-input.tsx";
import { CONTROL, Field } from "#components/ui/field.tsx";

/** What is to be said of many files: a class of the school's, a year, or a tag. */
export function ManyValue(props: {
  id: string;
  field: ManyField;
  value: string;
  onValue: (value: string) => void;
}) {
  const { id, field, value, onValue } = props;
  const t = useTranslations("fields");
  const choices = useFilterChoices();
  if (field === "class") {
    return (
      <Field id={id} label={t("recordClass")}>
        {(control) => (
          <select
            {...control}
            value={value}
            onChange={(event) => onValue(event.target.value)}
            className={`${CONTROL} px-2`}
          >
            <option value="">{t("none")}</option>
            {choices?.classes
              .filter(({ archived }) => !archived)
              .map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
          </select>
        )}
      </Field>
    );
  }
  if (field === "year") {
    return (
      <Field id={id} label={t("year")} hint={t("many.yearHint")}>
        {(control) => (
          <input
            {...control}
            value={value}
            onChange={(event) => onValue(event.target.value)}
            inputMode="numeric"
            autoComplete="off"
            maxLength={8}
            className={`${CONTROL} tnum`}
          />
        )}
      </Field>
    );
  }
  return (
    <Field id={id} label={t("many.tag")}>
      {() => (
        <TagInput
          id={id}
          value={value === "" ? [] : [value]}
          creates={field === "addTag"}
          onAdd={(names) => onValue(names.at(-1) ?? "")}
          onRemove={() => onValue("")}
        />
      )}
    </Field>
  );
}
