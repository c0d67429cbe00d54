"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { FilterSelect } from "#components/documents/filter-select.tsx";
import { DELIVERY_STATES, SENT_TYPES } from "#lib/webhooks/constants.ts";

type Shown = { state: string; type: string };

/** Which deliveries are shown; the address says it. */
export function DeliveryFilters({ webhookId, state, type }: Shown & { webhookId: string }) {
  const t = useTranslations("webhooks");
  const router = useRouter();
  const show = (next: Shown) => {
    const said = new URLSearchParams(Object.entries(next).filter(([, value]) => value !== ""));
    router.replace(`/settings/school/webhooks/${webhookId}?${said.toString()}`, { scroll: false });
  };
  return (
    <div className="flex flex-wrap gap-2">
      <FilterSelect
        label={t("filterState")}
        clear={t("clear")}
        value={state}
        onChoose={(next) => show({ state: next, type })}
      >
        {DELIVERY_STATES.map((each) => (
          <option key={each} value={each} className="bg-surface">
            {t(`delivery.${each}`)}
          </option>
        ))}
      </FilterSelect>
      <FilterSelect
        label={t("filterType")}
        clear={t("clear")}
        value={type}
        onChoose={(next) => show({ state, type: next })}
      >
        {SENT_TYPES.map((each) => (
          <option key={each} value={each} className="bg-surface">
            {each}
          </option>
        ))}
      </FilterSelect>
    </div>
  );
}
