"use client";
import { useLocale, useTranslations } from "next-intl";
import { SizeField } from "#components/file-rules/size-field.tsx";
import { TypeChoice } from "#components/file-rules/type-choice.tsx";
import { useRule } from "#components/file-rules/use-rule.ts";
import { formatLimit } from "#components/format/limit.ts";
import { Button } from "#components/ui/button.tsx";
import { type Kind, MAX_UPLOAD } from "#lib/documents/constants.ts";
import { choosableTypes, type UploadRule } from "#lib/documents/school-policy.ts";

/** What the school takes of one kind of file: the largest size, and the types where there is a choice. */
export function RuleForm({ kind, rule }: { kind: Kind; rule: UploadRule | null }) {
  const t = useTranslations("fileRules");
  const name = useTranslations("kinds")(kind);
  const locale = useLocale();
  const form = useRule(kind, rule);
  const choice = choosableTypes(kind);
  const limit = (bytes: number) => formatLimit(bytes, locale);
  return (
    <form
      aria-label={name}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        form.save();
      }}
      className="flex min-w-0 flex-col gap-4"
    >
      <SizeField
        id={`size-${kind}`}
        label={t("size")}
        unitLabel={t("unit")}
        hint={t("sizeHint", { usual: limit(form.usual.maxSize), most: limit(MAX_UPLOAD) })}
        problem={form.problem.size ? t("sizeProblem", { most: limit(MAX_UPLOAD) }) : null}
        value={form.text}
        onChange={form.setText}
      />
      {Object.keys(choice).length > 1 && (
        <fieldset className="flex min-w-0 flex-col gap-3">
          <legend className="mb-2 font-medium">{t("types")}</legend>
          <TypeChoice types={choice} chosen={form.types} onChange={form.setTypes} />
          {form.problem.types && (
            <p role="alert" className="text-small text-loss">
              {t("typesProblem")}
            </p>
          )}
        </fieldset>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" disabled={form.pending || !form.isChanged}>
          {t("save")}
        </Button>
        {!form.isUsual && (
          <Button variant="quiet" disabled={form.pending} onClick={form.backToUsual}>
            {t("usual")}
          </Button>
        )}
      </div>
    </form>
  );
}
