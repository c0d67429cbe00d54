"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState, useTransition } from "react";
import { useBulk } from "#components/bulk/use-bulk.ts";
import { ManyValue } from "#components/fields/many-value.tsx";
import { FIELDS, type ManyField, sayingOf } from "#components/fields/saying.ts";
import { FieldWords } from "#components/fields/words.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { CONTROL, Field } from "#components/ui/field.tsx";
import type { BulkSource } from "#lib/bulk/types.ts";

type Props = {
  /** Files that it is about. */
  count: number;
  of: BulkSource;
  onClose: () => void;
};

/** Says one thing of many files, by a job: their record class, their year, a tag more or one less. */
export function DescribeMany(props: Props) {
  return (
    <FieldWords>
      <Describing {...props} />
    </FieldWords>
  );
}

function Describing({ count, of, onClose }: Props) {
  const t = useTranslations("fields");
  const { start } = useBulk();
  const [field, setField] = useState<ManyField>("class");
  const [value, setValue] = useState("");
  const [tried, setTried] = useState(false);
  const [pending, begin] = useTransition();
  const id = useId();
  const say = sayingOf(field, value);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (say === null || pending) return;
    begin(async () => {
      if (await start({ action: "describe", say, of })) onClose();
    });
  };
  return (
    <Dialog open onClose={onClose} title={t("many.title", { count })} text={t("many.text")}>
      <form onSubmit={onSubmit} aria-busy={pending} className="flex flex-col gap-4">
        <Field id={`${id}-field`} label={t("many.what")}>
          {(control) => (
            <select
              {...control}
              value={field}
              onChange={(event) => {
                setField(FIELDS.find((one) => one === event.target.value) ?? "class");
                setValue("");
                setTried(false);
              }}
              className={`${CONTROL} px-2`}
            >
              {FIELDS.map((one) => (
                <option key={one} value={one}>
                  {t(`many.fields.${one}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <ManyValue id={`${id}-value`} field={field} value={value} onValue={setValue} />
        {tried && say === null && (
          <p role="alert" className="text-loss">
            {t(field === "year" ? "many.noYear" : "many.noTag")}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("many.cancel")}</Button>
          <Button type="submit" variant="primary" disabled={pending}>
            {t("many.apply")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
