"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FieldFrame } from "#components/fields/field-frame.tsx";
import type { FieldState } from "#components/fields/use-fields.ts";
import { CONTROL } from "#components/ui/field.tsx";
import type { RecordClass } from "#lib/record-classes/types.ts";

/** What sort of record a document is: one of the school's, or none. */
export function ClassField(props: {
  id: string;
  value: RecordClass | null;
  /** Those that can be given. */
  classes: readonly RecordClass[];
  state: FieldState;
  onSave: (id: string | null) => void;
}) {
  const { id, value, classes, state, onSave } = props;
  const t = useTranslations("fields");
  const [chosen, setChosen] = useState<string | null>(null);
  const [told, setTold] = useState(state);
  if (told !== state) {
    setTold(state);
    if (state.is === "saved") setChosen(null);
  }
  // One that is not offered any more stays where it is.
  const offered = value?.archived ? [...classes, value] : classes;
  return (
    <FieldFrame
      id={id}
      label={t("recordClass")}
      state={state}
      now={value?.name ?? t("none")}
      onLeave={() => setChosen(null)}
    >
      <select
        id={id}
        value={chosen ?? value?.id ?? ""}
        onChange={(event) => {
          setChosen(event.target.value);
          onSave(event.target.value || null);
        }}
        className={`${CONTROL} px-2`}
      >
        <option value="">{t("none")}</option>
        {offered.map((one) => (
          <option key={one.id} value={one.id}>
            {one.archived ? t("archived", { name: one.name }) : one.name}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
