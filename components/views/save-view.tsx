"use client";
import { useTranslations } from "next-intl";
import { type RefObject, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { CONTROL, Field } from "#components/ui/field.tsx";
import { MAX_VIEW_NAME } from "#lib/views/constants.ts";

/** Gives what the list shows now a name. */
export function SaveView(props: {
  /** What is saved, in words. */
  words: string;
  pending: boolean;
  field: RefObject<HTMLInputElement | null>;
  onSave: (name: string) => void;
}) {
  const { words, pending, field, onSave } = props;
  const t = useTranslations("views");
  const [name, setName] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "") onSave(name.trim());
      }}
    >
      <Field id="view-name" label={t("name")} hint={words}>
        {(control) => (
          <div className="flex gap-2">
            <input
              {...control}
              ref={field}
              value={name}
              onChange={(event) => setName(event.target.value)}
              maxLength={MAX_VIEW_NAME}
              required
              autoComplete="off"
              placeholder={t("example")}
              className={CONTROL}
            />
            <Button type="submit" variant="primary" disabled={pending}>
              {t("saveButton")}
            </Button>
          </div>
        )}
      </Field>
    </form>
  );
}
