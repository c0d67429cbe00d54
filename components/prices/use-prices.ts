"use client";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { type FieldName, listOf, type PriceText, ratesOf, textOf } from "#components/prices/price-fields.ts";
import { sayDone, sayFailed } from "#components/ui/toasts.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { removePricesAction, setPricesAction } from "#lib/usage/actions.ts";
import type { Rates } from "#lib/usage/price.ts";

/** Prices in the making: what the fields hold, and how they are saved and taken away. */
export function usePrices(first: { month: string; rates: Rates }) {
  const t = useTranslations("prices");
  const locale = useLocale();
  const errorText = useErrorText();
  const router = useRouter();
  const [pending, start] = useTransition();
  const [month, setMonth] = useState(first.month);
  const [text, setText] = useState(() => textOf(first.rates, locale));
  const [wrong, setWrong] = useState<readonly FieldName[]>([]);

  const run = (work: () => Promise<ActionResult<void>>, done: string) =>
    start(async () => {
      const result = await work().catch(() => null);
      if (result?.ok) {
        sayDone(done);
        router.refresh();
      } else sayFailed(result === null ? t("unreachable") : errorText(result.code, result.details));
    });
  return {
    month,
    setMonth,
    text,
    wrong,
    pending,
    set: (name: FieldName, value: string) => setText((now) => ({ ...now, [name]: value })),
    /** The list prices of the other class, where nothing else was typed than those of this one. */
    setClass: (storageClass: Rates["storageClass"]) =>
      setText((now) => {
        const list = textOf(listOf(now.storageClass), locale);
        const isList = Object.entries(list).every(([name, value]) => now[name as keyof PriceText] === value);
        return isList ? textOf(listOf(storageClass), locale) : { ...now, storageClass };
      }),
    showList: () => {
      setWrong([]);
      setText((now) => textOf(listOf(now.storageClass), locale));
    },
    save: () => {
      const read = ratesOf(text);
      setWrong("wrong" in read ? read.wrong : []);
      if ("rates" in read) run(() => setPricesAction({ month, rates: read.rates }), t("saved"));
    },
    remove: (from: string) => run(() => removePricesAction(from), t("removed")),
  };
}
