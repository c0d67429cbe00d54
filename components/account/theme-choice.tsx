"use client";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { applyTheme, onTheme, shownTheme } from "#components/shell/apply-theme.ts";
import { THEMES } from "#components/shell/theme.ts";
import { CONTROL, Field } from "#components/ui/field.tsx";

/** Light, dark, or whatever the device has. */
export function ThemeChoice({ theme }: { theme: string }) {
  const t = useTranslations("account");
  const chosen = useSyncExternalStore(onTheme, shownTheme, () => theme);
  return (
    <Field id="theme" label={t("theme")}>
      {(control) => (
        <select
          {...control}
          value={chosen}
          onChange={(event) => applyTheme(event.target.value)}
          className={CONTROL}
        >
          {(["system", ...THEMES] as const).map((each) => (
            <option key={each} value={each}>
              {t(`themes.${each}`)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
