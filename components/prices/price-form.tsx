"use client";
import { useTranslations } from "next-intl";
import { type FieldName, FREE, MONEY } from "#components/prices/price-fields.ts";
import type { usePrices } from "#components/prices/use-prices.ts";
import { Button } from "#components/ui/button.tsx";
import { CONTROL, Field } from "#components/ui/field.tsx";
import type { Rates } from "#lib/usage/price.ts";

type Form = ReturnType<typeof usePrices>;

function Amount({ name, form }: { name: FieldName; form: Form }) {
  const t = useTranslations("prices");
  const id = `price-${name}`;
  const isWrong = form.wrong.includes(name);
  return (
    <Field id={id} label={t(`fields.${name}`)}>
      {(control) => (
        <>
          <input
            {...control}
            inputMode="decimal"
            autoComplete="off"
            required
            value={form.text[name]}
            onChange={(event) => form.set(name, event.target.value)}
            aria-invalid={isWrong}
            {...(isWrong && { "aria-describedby": `${id}-problem` })}
            className={`${CONTROL} tnum`}
          />
          {isWrong && (
            <p id={`${id}-problem`} role="alert" className="text-small text-loss">
              {t(name.startsWith("free") ? "wholeProblem" : "amountProblem")}
            </p>
          )}
        </>
      )}
    </Field>
  );
}

/** From which month what is asked. `months` are those that can be chosen. */
export function PriceForm({
  form,
  months,
}: {
  form: Form;
  months: readonly { month: string; name: string }[];
}) {
  const t = useTranslations("prices");
  return (
    <form
      aria-label={t("set")}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        form.save();
      }}
      className="flex min-w-0 flex-col gap-4"
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field id="price-month" label={t("from")}>
          {(control) => (
            <select
              {...control}
              value={form.month}
              onChange={(event) => form.setMonth(event.target.value)}
              className={CONTROL}
            >
              {months.map(({ month, name }) => (
                <option key={month} value={month}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field id="price-class" label={t("class")}>
          {(control) => (
            <select
              {...control}
              value={form.text.storageClass}
              onChange={(event) => form.setClass(event.target.value as Rates["storageClass"])}
              className={CONTROL}
            >
              <option value="standard">{t("classes.standard")}</option>
              <option value="infrequent_access">{t("classes.infrequent_access")}</option>
            </select>
          )}
        </Field>
        {MONEY.map((name) => (
          <Amount key={name} name={name} form={form} />
        ))}
      </div>
      <fieldset className="grid gap-4 sm:grid-cols-3">
        <legend className="mb-2 font-medium">{t("free")}</legend>
        {FREE.map((name) => (
          <Amount key={name} name={name} form={form} />
        ))}
      </fieldset>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" disabled={form.pending}>
          {t("save")}
        </Button>
        <Button variant="quiet" disabled={form.pending} onClick={form.showList}>
          {t("list")}
        </Button>
      </div>
    </form>
  );
}
