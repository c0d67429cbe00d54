import { useFormatter, useTranslations } from "next-intl";
import type { Permission } from "#lib/auth/permissions.ts";
import { summaryOf } from "#lib/tokens/summary.ts";

/** Says permissions in words, a line for each thing that can be done. */
export function usePermissionWords(): (permissions: readonly Permission[]) => string[] {
  const t = useTranslations("tokens");
  const format = useFormatter();
  return (permissions) => {
    const { isEverything, verbs, others } = summaryOf(permissions);
    if (isEverything) return [t("everything")];
    return [
      ...verbs.map(({ verb, domains }) =>
        t(`can.${verb}`, { what: format.list(domains.map((domain) => t(`domains.${domain}`))) }),
      ),
      ...others.map((permission) => t(`others.${permission}`)),
    ];
  };
}
