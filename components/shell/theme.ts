/** The themes a reader can choose; without a choice the device's own is followed. */
export const THEMES = ["light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** The cookie that holds the choice, so that the server paints the right theme at once. */
export const THEME_COOKIE = "athena_theme";

/** Whether `value` is a theme that can be chosen. */
export function isTheme(value: unknown): value is Theme {
  return THEMES.some((theme) => theme === value);
}

/** What browsers paint around the page: the colour of its paper in each theme. */
export const THEME_COLOURS: Readonly<Record<Theme, string>> = { light: "#faf9f6", dark: "#141310" };
