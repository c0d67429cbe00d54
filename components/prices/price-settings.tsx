"use client";
import { useFormatter, useTranslations } from "next-intl";
import { PriceForm } from "#components/prices/price-form.tsx";
import { usePrices } from "#components/prices/use-prices.ts";
import { Button } from "#components/ui/button.tsx";
import { R2_STANDARD, type Rates, toUsd } from "#lib/usage/price.ts";

type Price = { month: string; rates: Rates };

/** What the store asks from when on, and a form to say so. `thisMonth` is in UTC. */
export function PriceSettings({
  set,
  thisMonth,
  months,
}: {
  set: readonly Price[];
  thisMonth: string;
  months: readonly string[];
}) {
  const t = useTranslations("prices");
  const format = useFormatter();
  const form = usePrices({ month: thisMonth, rates: set[0]?.rates ?? R2_STANDARD });
  const nameOf = (month: string) =>
    format.dateTime(new Date(`${month}-01T00:00:00Z`), { month: "long", year: "numeric", timeZone: "UTC" });
  const usd = (micros: number) =>
    format.number(toUsd(micros), { style: "currency", currency: "USD", maximumFractionDigits: 6 });
  return (
    <>
      {set.length === 0 ? (
        <p className="py-4 text-ink-2">{t("none")}</p>
      ) : (
        <ul className="my-2 border-t border-line">
          {set.map(({ month, rates }) => (
            <li key={month} className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2">
              <div className="min-w-0 flex-1 basis-64">
                <p className="font-medium">
                  {t("since", { month: nameOf(month) })} · {t(`classes.${rates.storageClass}`)}
                </p>
                <p className="text-small text-ink-2 tnum">
                  {t("line", {
                    storage: usd(rates.gbMonth),
                    classA: usd(rates.millionClassA),
                    classB: usd(rates.millionClassB),
                    retrieval: usd(rates.retrievedGb),
                  })}
                </p>
              </div>
              <Button
                variant="quiet"
                disabled={form.pending}
                onClick={() => form.remove(month)}
                aria-label={t("removeOf", { month: nameOf(month) })}
              >
                {t("remove")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <section className="grid gap-4 py-6 md:grid-cols-[14rem_minmax(0,32rem)]">
        <div>
          <h2 className="font-semibold">{t("set")}</h2>
          <p className="mt-1 text-small text-ink-3">{t("setHint")}</p>
        </div>
        <PriceForm form={form} months={months.map((month) => ({ month, name: nameOf(month) }))} />
      </section>
    </>
  );
}
