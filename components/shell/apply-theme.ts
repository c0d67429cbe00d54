import { isTheme, THEME_COLOURS, THEME_COOKIE } from "#components/shell/theme.ts";

const A_YEAR = 365 * 86_400;
const listeners = new Set<() => void>();

/** Paints the page at once, and keeps the choice for the server's next one; anything but a theme follows the device. */
export function applyTheme(choice: string): void {
  const root = document.documentElement;
  if (isTheme(choice)) root.dataset.theme = choice;
  else delete root.dataset.theme;
  const age = isTheme(choice) ? A_YEAR : 0;
  document.cookie = `${THEME_COOKIE}=${choice}; path=/; max-age=${age}; samesite=lax`;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const own = meta.media.includes("dark") ? "dark" : "light";
    meta.content = THEME_COLOURS[isTheme(choice) ? choice : own];
  }
  for (const listener of listeners) listener();
}

/** For `useSyncExternalStore`: hears when the theme is chosen anew. */
export function onTheme(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The theme that was chosen, or `system`. */
export function shownTheme(): string {
  return document.documentElement.dataset.theme ?? "system";
}
