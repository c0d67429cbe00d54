"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useRef, useState, useTransition } from "react";
import { GroupChoice } from "#components/checklist/group-choice.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { CONTROL, Field } from "#components/ui/field.tsx";
import { MAX_ITEM_NAME } from "#lib/checklist/constants.ts";
import type { ChecklistItem, ItemValues } from "#lib/checklist/types.ts";
import type { RecordClass } from "#lib/record-classes/types.ts";

/** Asks for something new of students, or changes what is asked for. */
export function ItemDialog(props: {
  /** What is changed; null to add one. */
  item: ChecklistItem | null;
  classes: readonly RecordClass[];
  groups: readonly string[];
  /** Answers why it could not be saved; null when it is. */
  onSave: (values: ItemValues) => Promise<string | null>;
  onClosed: () => void;
}) {
  const { item, classes, groups, onSave, onClosed } = props;
  const t = useTranslations("checklist");
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(true);
  const [name, setName] = useState(item?.name ?? "");
  const [recordClassId, setClass] = useState(item?.recordClassId ?? "");
  const [everyYear, setEveryYear] = useState(item?.everyYear ?? false);
  const [chosen, setChosen] = useState<readonly string[]>(item?.groups ?? []);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const offered = classes.filter((one) => !one.archived || one.id === item?.recordClassId);
  const named = [...groups, ...(item?.groups ?? []).filter((group) => !groups.includes(group))];
  const choose = (next: string) => {
    const nameOf = (wanted: string) => offered.find((one) => one.id === wanted)?.name ?? "";
    // What nobody has written follows the class.
    if (name === "" || name === nameOf(recordClassId)) setName(nameOf(next));
    setClass(next);
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    start(async () => {
      const values = { name: name.trim(), recordClassId, everyYear, groups: chosen };
      const why = values.name === "" || recordClassId === "" ? t("incomplete") : await onSave(values);
      setProblem(why);
      if (why === null) setOpen(false);
      else field.current?.focus();
    });
  };
  return (
    <Dialog
      open={open}
      onClose={() => setOpen(false)}
      onClosed={onClosed}
      title={item === null ? t("addTitle") : t("editTitle", { name: item.name })}
    >
      <form noValidate onSubmit={save} className="flex flex-col gap-4">
        <Field id={`${id}class`} label={t("class")} hint={t("classHint")}>
          {(control) => (
            <select
              {...control}
              value={recordClassId}
              onChange={(event) => choose(event.target.value)}
              className={CONTROL}
            >
              <option value="" disabled>
                {t("chooseClass")}
              </option>
              {offered.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field id={`${id}name`} label={t("name")}>
          {(control) => (
            <input
              {...control}
              ref={field}
              value={name}
              onChange={(event) => setName(event.target.value)}
              maxLength={MAX_ITEM_NAME}
              autoComplete="off"
              className={CONTROL}
            />
          )}
        </Field>
        <label className="flex min-h-9 cursor-pointer items-start gap-2 pointer-coarse:min-h-11">
          <input
            type="checkbox"
            checked={everyYear}
            onChange={(event) => setEveryYear(event.target.checked)}
            className="mt-0.5 shrink-0"
          />
          <span className="min-w-0">
            {t("everyYear")}
            <span className="block text-small text-ink-3">{t("everyYearHint")}</span>
          </span>
        </label>
        {named.length > 0 && <GroupChoice groups={named} chosen={chosen} onChange={setChosen} />}
        {problem !== null && <Banner tone="loss">{problem}</Banner>}
        <div className="flex justify-end gap-2">
          <Button disabled={pending} onClick={() => setOpen(false)}>
            {t("cancel")}
          </Button>
          <Button type="submit" variant="primary" disabled={pending}>
            {pending ? t("saving") : t("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
