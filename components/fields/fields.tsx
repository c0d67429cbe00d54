"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { ClassField } from "#components/fields/class-field.tsx";
import { FieldsShape } from "#components/fields/fields-shape.tsx";
import { NotesField } from "#components/fields/notes-field.tsx";
import { ReadFields } from "#components/fields/read-fields.tsx";
import { TagsField } from "#components/fields/tags-field.tsx";
import { useFields } from "#components/fields/use-fields.ts";
import { YearField } from "#components/fields/year-field.tsx";
import { Button } from "#components/ui/button.tsx";

/** What is said of a document beside its name, changed where it stands by whoever may. */
export function Fields(props: {
  id: string;
  editable: boolean;
  /** Hears that something was saved. */
  onChanged: () => void;
}) {
  const { id, editable, onChanged } = props;
  const t = useTranslations();
  const { known, problem, load, stateOf, save } = useFields(id, onChanged);
  const fieldId = useId();
  if (known === null) {
    if (problem === null) return <FieldsShape />;
    return (
      <div role="alert" className="flex flex-col items-start gap-2 text-small">
        <p className="text-loss">{t("fields.unknown", { reason: problem })}</p>
        <Button className="h-8 text-small" onClick={load}>
          {t("list.tryAgain")}
        </Button>
      </div>
    );
  }
  const { description, classes } = known;
  if (!editable) return <ReadFields description={description} />;
  return (
    <fieldset className="flex min-w-0 flex-col gap-3 text-small">
      <legend className="sr-only">{t("fields.label")}</legend>
      <div className="grid grid-cols-[minmax(0,1fr)_7rem] gap-3">
        <ClassField
          id={`${fieldId}-class`}
          value={description.recordClass}
          classes={classes}
          state={stateOf("recordClass")}
          onSave={(recordClass) => save("recordClass", { recordClass })}
        />
        <YearField
          id={`${fieldId}-year`}
          value={description.year}
          state={stateOf("year")}
          onSave={(year) => save("year", { year })}
        />
      </div>
      <TagsField
        id={`${fieldId}-tags`}
        value={description.tags}
        state={stateOf("tags")}
        onSave={(change) => save("tags", change)}
      />
      <NotesField
        id={`${fieldId}-notes`}
        value={description.notes}
        state={stateOf("notes")}
        onSave={(notes) => save("notes", { notes })}
      />
    </fieldset>
  );
}
