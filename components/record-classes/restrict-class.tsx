"use client";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { confirmFirst } from "#components/reauthentication/confirm-first.ts";
import { Alert } from "#components/ui/alert.tsx";
import { sayDone } from "#components/ui/toasts.ts";
import { restrictClassAction } from "#lib/record-classes/actions.ts";
import type { CountedClass } from "#lib/record-classes/types.ts";

/** Asks before a record class is restricted, or is one like others again, and says who will see its documents then. */
export function RestrictClass(props: {
  item: CountedClass;
  onDone: (classes: CountedClass[]) => void;
  onClose: () => void;
}) {
  const { item, onDone, onClose } = props;
  const { id, name, documents } = item;
  const t = useTranslations("recordClasses");
  const errorText = useErrorText();
  const to = item.restricted ? "open" : "restrict";
  const change = async () => {
    const ask = () => restrictClassAction({ id, restricted: to === "restrict" });
    const result = await confirmFirst(ask).catch(() => null);
    if (!result?.ok) return result === null ? t("unreachable") : errorText(result.code, result.details);
    onDone(result.data);
    sayDone(t(`${to}Done`, { name }), undefined, "record-classes");
    return null;
  };
  return (
    <Alert
      title={t(`${to}Title`, { name })}
      text={
        <>
          <p>{t(`${to}Text`)}</p>
          <p className="mt-2 font-medium text-ink">
            {t(documents.more ? `${to}More` : `${to}Count`, { count: documents.count })}
          </p>
        </>
      }
      cancel={t("cancel")}
      action={t(`${to}Confirm`)}
      onAction={change}
      onClose={onClose}
    />
  );
}
