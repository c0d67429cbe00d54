"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { isTheme, THEME_COOKIE, THEMES } from "#components/shell/theme.ts";
import { CONTROL, Field } from "#components/ui/field.tsx";

const A_YEAR = 365 * 86_400;

/** Paints the page at once, and keeps the choice for the server's next one. */
function apply(choice: string): void {
  const root = document.documentElement;
  if (isTheme(choice)) root.dataset.theme = choice;
  else delete root.dataset.theme;
  const age = isTheme(choice) ? A_YEAR : 0;
  document.cookie = `${THEME_COOKIE}=${choice}; path=/; max-age=${age}; samesite=lax`;
}

/** Light, dark, or whatever the device has. */
export function ThemeChoice({ theme }: { theme: string }) {
  const t = useTranslations("account");
  const [chosen, setChosen] = useState(theme);
  const choose = (next: string) => {
    setChosen(next);
    apply(next);
  };
  return (
    <Field id="theme" label={t("theme")}>
      {(control) => (
        <select
          {...control}
          value={chosen}
          onChange={(event) => choose(event.target.value)}
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
